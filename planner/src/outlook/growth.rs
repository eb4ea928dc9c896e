//! The same site with ten times the users, and ten times again: what changes, and which host is enough.

use super::sizes::{SIZES, Size};
use super::{carries, with_users};
use crate::plan::Plan;
use crate::{Spec, plan};

/// How far people ask. Our judgement.
pub const STAGES_USERS: [u32; 4] = [100, 1_000, 10_000, 100_000];

/// The site with so many users.
#[derive(Clone, Debug)]
pub struct Stage {
    pub active_users: u32,
    /// The least host that is enough, and its plan. None where it takes more than one.
    pub host: Option<(Size, Plan)>,
}

pub fn growth(spec: &Spec) -> Vec<Stage> {
    STAGES_USERS.map(|users| stage(spec, users)).into()
}

fn stage(spec: &Spec, users: u32) -> Stage {
    let grown = with_users(spec, users);
    let plans = SIZES.iter().map(|size| (*size, plan(&size.in_place_of(&grown))));
    Stage {
        active_users: users,
        host: plans.into_iter().find(|(_, plan)| carries(plan)),
    }
}
