//! The crates' own tests, on this machine's processor.

use crate::run::{Result, cargo, run};

pub(super) fn tests() -> Result {
    run(cargo().args(["test", "--locked", "--workspace", "--exclude", "end2end"]))
}
