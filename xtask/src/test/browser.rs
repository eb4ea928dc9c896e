//! The released binary in a real browser.

use std::env;

use crate::{
    build::{self, Kind},
    run::{Result, run},
    setup::{apt, chromium, npm, packages, python},
};

pub(super) fn release_build() -> Result {
    build::build(Kind::Release)
}

pub(super) fn journeys() -> Result {
    apt::ensure(&packages::PROGRAMS)?;
    apt::ensure(&packages::BROWSER)?;
    python::ensure()?;
    npm::ensure(npm::FOLDER)?;
    let mut playwright = python::on_path(npm::program("playwright"))?;
    playwright.arg("test").current_dir(npm::FOLDER);
    playwright.env("HOWDAH", env::current_dir()?.join(build::howdah(Kind::Release)));
    playwright.env("CHROMIUM", chromium::browser());
    run(&mut playwright)
}
