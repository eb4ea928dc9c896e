//! The project's one tool: `cargo xtask serve`, `build`, `test`, `measure`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to the terminal it runs in"
)]

mod build;
mod measure;
mod run;
mod serve;
mod setup;
mod test;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use run::Result;

const USAGE: &str = "\
cargo xtask serve [--release] [--addr 127.0.0.1:3000]   build everything and serve the wizard
cargo xtask build [--release]                           build only; a release is target/release/howdah
cargo xtask test [PART]...                              every check, or the parts named
cargo xtask measure                                     bytes of the first page, and how quickly it answers
cargo xtask measure sidekiq                             the simulation beside real Sidekiq, for each layout";

fn main() -> ExitCode {
    match command(env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command(mut arguments: Vec<String>) -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("xtask has no parent folder")?;
    env::set_current_dir(root)?;
    // Cargo's own may be elsewhere.
    fs::create_dir_all("target")?;
    let command = if arguments.is_empty() {
        String::new()
    } else {
        arguments.remove(0)
    };
    match command.as_str() {
        "serve" => serve::serve(arguments),
        "build" => match arguments.as_slice() {
            [] => build::build(build::Kind::Development),
            [release] if release == "--release" => build::build(build::Kind::Release),
            _ => Err(usage()),
        },
        "test" => test::test(&arguments),
        "measure" => match arguments.as_slice() {
            [] => measure::page(),
            [part] if part == "sidekiq" => measure::sidekiq(),
            _ => Err(usage()),
        },
        _ => Err(usage()),
    }
}

fn usage() -> run::Error {
    format!("\n{USAGE}\nparts: {}", test::parts().join(", ")).into()
}
