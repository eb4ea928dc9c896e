//! `cargo xtask measure`: what the first page costs and how quickly it answers, or the simulation beside real Sidekiq.
//! Benchmarks, no tests.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::build::{self, Kind};
use crate::run::{Result, cargo, run};
use crate::setup::{apt, chromium, npm, packages};

pub(crate) fn page() -> Result {
    build::build(Kind::Release)?;
    apt::ensure(&packages::BROWSER)?;
    npm::ensure(npm::FOLDER)?;
    let server = Server::start()?;
    println!();
    run(Command::new("node")
        .args(["measure.mjs", &server.address])
        .current_dir(npm::FOLDER)
        .env("CHROMIUM", chromium::browser()))
}

pub(crate) fn sidekiq() -> Result {
    apt::ensure(&packages::PROGRAMS)?;
    apt::ensure(&packages::SIDEKIQ)?;
    run(cargo().args(["bench", "--locked", "--package", "end2end", "--bench", "sidekiq"]))
}

/// The released wizard on a free port, until it is dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Result<Self> {
        let process = Command::new(env::current_dir()?.join(build::howdah(Kind::Release)))
            .args(["serve", "--addr", "127.0.0.1:0"])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut server = Self {
            address: String::new(),
            process,
        };
        let mut line = String::new();
        if let Some(output) = server.process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line.split_whitespace().last();
        address
            .ok_or("the server did not say where it is")?
            .clone_into(&mut server.address);
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
