//! `cargo xtask serve`: from a fresh clone to the wizard in a browser.

use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::build::{self, Kind};
use crate::run::Result;
use crate::usage;

pub(crate) fn serve(arguments: Vec<String>) -> Result {
    let mut kind = Kind::Development;
    let mut addr = None;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--release" => kind = Kind::Release,
            "--addr" => addr = Some(arguments.next().ok_or_else(usage)?),
            _ => return Err(usage()),
        }
    }
    build::build(kind)?;
    let mut howdah = Command::new(build::howdah(kind));
    howdah.arg("serve");
    if let Some(addr) = addr {
        howdah.args(["--addr", &addr]);
    }
    // The server takes our place, so that whoever stops this process stops the server.
    Err(howdah.exec().into())
}
