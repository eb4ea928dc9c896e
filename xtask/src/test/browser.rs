//! The released binary in a real browser.

use std::env;

use crate::build::{self, Kind};
use crate::run::{Result, cargo, run};
use crate::setup::{apt, chromium, npm, packages, python};

/// Every check of `end2end` over unpacked bundles.
const PROVE: &str = "target/debug/prove";

pub(super) fn release_build() -> Result {
    build::build(Kind::Release)
}

pub(super) fn journeys() -> Result {
    apt::ensure(&packages::PROGRAMS)?;
    apt::ensure(&packages::BROWSER)?;
    python::ensure()?;
    npm::ensure(npm::FOLDER)?;
    npm::ensure(npm::PROGRAMS)?;
    run(cargo().args(["build", "--locked", "--package", "end2end", "--bin", "prove"]))?;
    let here = env::current_dir()?;
    let mut playwright = python::on_path(npm::program("playwright"))?;
    playwright.arg("test").current_dir(npm::FOLDER);
    playwright
        .env("HOWDAH", here.join(build::howdah(Kind::Release)))
        .env("PROVE", here.join(PROVE));
    playwright.env("CHROMIUM", chromium::browser());
    run(&mut playwright)
}
