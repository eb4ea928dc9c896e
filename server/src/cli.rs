//! What `howdah` can do.

mod serve;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Sizes and configures Mastodon servers.
#[derive(Debug, Parser)]
#[command(name = "howdah", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
}

impl Cli {
    pub(crate) fn run(self) -> ExitCode {
        let result = match self.command {
            Command::Serve(serve) => serve.run(),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                // Nobody is left to tell when standard error itself is closed.
                let _ = writeln!(io::stderr(), "howdah: {error}");
                ExitCode::FAILURE
            }
        }
    }
}
