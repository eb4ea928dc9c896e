//! The files of a plan as the page shows them. The server lays them out; a browser asks a module that it fetches for it.

use std::sync::Arc;

pub mod module;
#[cfg(feature = "ssr")]
mod server;

use leptos::prelude::*;
use planner::{Plan, Raw};

#[cfg(not(feature = "ssr"))]
use crate::answers::encoded;
use module::Module;

/// One file. Where a secret belongs, a mark stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub mode: u32,
    pub summary: String,
    pub reader: String,
    pub is_secret: bool,
    /// How a comment begins.
    pub comment_marks: Vec<String>,
    pub text: String,
}

/// What there is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    Here(Arc<Vec<File>>),
    /// What the server wrote is on the page, and still right.
    AsWritten,
    OnTheWay,
    OutOfReach,
}

/// How far the browser has come with the module.
#[derive(Clone, Debug)]
pub enum Fetched {
    NotYet,
    Here(Module),
    OutOfReach,
}

/// Signals of where the files come from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub fetched: RwSignal<Fetched, LocalStorage>,
    /// Whether everything is as it was when the server wrote the page.
    pub is_as_written: RwSignal<bool>,
}

impl Default for Origin {
    fn default() -> Self {
        Self {
            fetched: RwSignal::new_local(Fetched::NotYet),
            is_as_written: RwSignal::new(true),
        }
    }
}

impl Origin {
    #[cfg(feature = "ssr")]
    pub fn files(self, _: &Raw, plan: &Plan) -> Files {
        Files::Here(Arc::new(server::list(plan)))
    }

    #[cfg(not(feature = "ssr"))]
    pub fn files(self, answers: &Raw, _: &Plan) -> Files {
        let is_as_written = self.is_as_written.get();
        match self.fetched.get() {
            Fetched::Here(module) => module
                .list(&encoded(answers))
                .map_or(Files::OutOfReach, |files| Files::Here(Arc::new(files))),
            _ if is_as_written => Files::AsWritten,
            Fetched::NotYet => Files::OnTheWay,
            Fetched::OutOfReach => Files::OutOfReach,
        }
    }
}
