//! What we generate, read by the programs it is for.

use crate::run::{Result, cargo, run};
use crate::setup::{apt, npm, packages, python};

pub(super) fn tests() -> Result {
    apt::ensure(&packages::PROGRAMS)?;
    python::ensure()?;
    npm::ensure(npm::PROGRAMS)?;
    run(cargo().args(["build", "--locked", "--package", "server", "--bin", "howdah"]))?;
    run(python::on_path(cargo())?.args(["test", "--locked", "--package", "end2end"]))
}
