//! Readers of the formats, written apart from the code that writes them.

pub(crate) mod env;
pub(crate) mod nginx;
pub(crate) mod plain;
pub(crate) mod sections;
