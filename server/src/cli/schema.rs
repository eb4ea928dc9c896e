//! `howdah schema`: the Spec's JSON Schema.

use clap::Args;
use server::api;

use super::failure::Failure;
use super::plan::print;

/// Print the JSON Schema of a Spec, for editors and for reference
#[derive(Args, Debug)]
pub(super) struct SchemaCommand {}

impl SchemaCommand {
    #[expect(clippy::unused_self, reason = "all commands are run alike")]
    pub(super) fn run(self) -> Result<(), Failure> {
        print(&api::schema_text())
    }
}
