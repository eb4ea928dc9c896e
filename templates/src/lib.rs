//! Lays a plan out as configuration files.
//!
//! [`render()`] is pure: the same plan and secrets give the same bytes. [`FILES`] lists what can come out.

mod bundle;
mod elsewhere;
mod files;
mod format;
mod here;
mod login;
mod quote;
mod render;
mod running;
mod secrets;

pub use bundle::{Bundle, File, file_name};
pub use files::FILES;
pub use format::Format;
use render::Render;
pub use render::render;
pub use secrets::{Found, MARK, Secrets};

/// One kind of output file, defined once, beside the code that lays it out.
#[derive(Debug)]
pub struct FileKind {
    pub id: &'static str,
    /// What the file is, in one sentence.
    pub summary: &'static str,
    /// Which program reads it, or who.
    pub reader: &'static str,
    pub format: &'static Format,
    pub(crate) render: Render,
}

impl PartialEq for FileKind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for FileKind {}
