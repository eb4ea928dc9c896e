//! Checks of a generated bundle by the programs that read its files.
//!
//! Each module asks one program; [`CHECKS`] is the list. A check reads an
//! unpacked bundle and nothing of the code that wrote it, so that both cannot be
//! wrong in the same way.

mod bundle;
mod certificate;
mod daemon;
mod programs;
mod read;
mod report;
mod world;

pub mod boot;
pub mod compose;
pub mod database;
pub mod env_file;
pub mod files;
pub mod ledger;
pub mod nginx;
pub mod postgresql;
pub mod redis;
pub mod scripts;
pub mod sidekiq;
pub mod systemd;

pub use bundle::{BundleDir, File, Host, Run};
pub use report::Report;

/// A check of one bundle.
pub type Check = fn(&BundleDir) -> Report;

/// Every check, cheapest first.
pub const CHECKS: &[(&str, Check)] = &[
    ("files", files::check),
    ("ledger", ledger::check),
    ("scripts", scripts::check),
    ("env", env_file::check),
    ("compose", compose::check),
    ("systemd", systemd::check),
    ("redis", redis::check),
    ("nginx", nginx::check),
    ("postgresql", postgresql::check),
    ("database", database::check),
    ("boot", boot::check),
];
