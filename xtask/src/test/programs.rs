//! What we generate, read by the programs it is for.

use crate::{
    run::{Result, cargo, run},
    setup::{apt, packages, python},
};

pub(super) fn tests() -> Result {
    apt::ensure(&packages::PROGRAMS)?;
    python::ensure()?;
    run(python::on_path(cargo())?.args(["test", "--locked", "--package", "end2end"]))
}
