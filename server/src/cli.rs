//! What `howdah` can do.

mod bundle;
mod failure;
mod plan;
mod schema;
mod serve;
mod spec;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Sizes and configures Mastodon servers.
///
/// A Spec is a short YAML or JSON file that says what a server has and does:
///
///     site: { domain: example.social }
///     hosts: [{ cores: 4, memory: 8 GiB }]
///     load: { active_users: 1000 }
///
/// Everything else has a default. `howdah schema` lists all of it.
#[derive(Debug, Parser)]
#[command(name = "howdah", version, verbatim_doc_comment, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 a file, a folder or the network does not allow it; 2 the
Spec or the command line is wrong; 3 the plan does not fit, with --strict.
Everything that is wrong with a Spec is said at once on standard error, a line
each.";

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Plan(plan::PlanCommand),
    Bundle(bundle::BundleCommand),
    Schema(schema::SchemaCommand),
}

impl Cli {
    pub(crate) fn run(self) -> ExitCode {
        let result = match self.command {
            Command::Serve(serve) => serve.run().map_err(Into::into),
            Command::Plan(plan) => plan.run(),
            Command::Bundle(bundle) => bundle.run(),
            Command::Schema(schema) => schema.run(),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.tell(),
        }
    }
}
