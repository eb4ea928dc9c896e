//! Lays a plan out as configuration files.
//!
//! [`render`] is pure: the same plan and secrets give the same bytes. [`FILES`] lists what can come out.

use planner::Plan;
use planner::input::ServerState;

mod bundle;
mod files;
mod quote;
mod secrets;
mod tuned;

pub use bundle::{Bundle, File};
pub use files::FILES;
pub use secrets::{MARK, Secrets};

/// One kind of output file, defined once, beside the code that lays it out.
#[derive(Debug)]
pub struct FileKind {
    pub id: &'static str,
    /// What the file is, in one sentence.
    pub summary: &'static str,
    /// Which program reads it, or who.
    pub reader: &'static str,
    pub(crate) render: Render,
}

/// How a kind of file is made. None where the plan needs no such file; several for several processes.
#[derive(Debug)]
pub(crate) enum Render {
    FromPlan(fn(&Plan, &Secrets) -> Vec<File>),
    /// For files that speak of the others, which are all there by then.
    FromFiles(fn(&Plan, &[File]) -> Vec<File>),
}

impl PartialEq for FileKind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for FileKind {}

/// The files of a plan. A server that exists keeps its own secrets: its files get marked places, whatever was drawn.
pub fn render(plan: &Plan, secrets: &Secrets) -> Bundle {
    let marks;
    let secrets = match plan.spec.site.server {
        ServerState::New => secrets,
        ServerState::Existing => {
            marks = Secrets::existing();
            &marks
        }
    };
    let from_plan = FILES.iter().flat_map(|kind| match kind.render {
        Render::FromPlan(render) => render(plan, secrets),
        Render::FromFiles(_) => Vec::new(),
    });
    let files: Vec<_> = from_plan.collect();
    let from_files = FILES.iter().flat_map(|kind| match kind.render {
        Render::FromFiles(render) => render(plan, &files),
        Render::FromPlan(_) => Vec::new(),
    });
    let mut all: Vec<_> = from_files.collect();
    all.extend(files);
    Bundle { files: all }
}
