//! What single answers do to single files.

use planner::{Raw, Spec};
use templates::{Bundle, Secrets, render};

use super::hosts::text;

/// The bundle of a server that differs from the usual one by these answers, each as `field=answer`.
fn bundle(answers: &str) -> Bundle {
    let pairs = answers
        .split_whitespace()
        .map(|pair| pair.split_once('=').unwrap());
    let mut raw: Raw = pairs.collect();
    raw.set("site.domain", "example.social");
    render(&planner::plan(&Spec::read(&raw).unwrap()), &Secrets::hidden())
}

fn environment(answers: &str) -> String {
    text(&bundle(answers), "main/home/mastodon/live/.env.production").to_owned()
}

/// config/initializers/vips.rb of 4.5: Ubuntu 22.04's libvips 8.12 ends Mastodon unless it is not used.
#[test]
fn imagemagick_does_the_pictures_where_libvips_is_too_old() {
    let old = environment("distribution=ubuntu-22.04 mastodon=4.5");
    assert!(old.lines().any(|line| line == "MASTODON_USE_LIBVIPS=false"));
    let new = environment("distribution=debian-12 mastodon=4.5");
    assert!(!new.contains("MASTODON_USE_LIBVIPS"));
}
