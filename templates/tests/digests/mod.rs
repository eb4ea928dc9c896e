//! A digest of every file and archive of some bundles, to compare those of two processors.

use std::fmt::Write as _;

use planner::{Raw, Spec, plan};
use sha2::{Digest, Sha256};
use templates::{Secrets, render};

/// Each way of running, of storage and of dealing with secrets, as `field=answer`.
const CASES: [&str; 6] = [
    "hosts.0.cores=1 hosts.0.memory=1GiB load.active_users=20 mastodon=3.5 postgresql=14 distribution=ubuntu-22.04",
    "hosts.0.cores=4 hosts.0.memory=8GiB load.active_users=1800 mastodon=4.0 options.pgbouncer=on options.redis=two",
    "hosts.0.cores=8 hosts.0.memory=32GiB load.active_users=8000 mastodon=4.2 options.sidekiq=queue-per-process",
    "run=compose hosts.0.cores=8 hosts.0.memory=16GiB load.active_users=5000 options.pgbouncer=on",
    "run=compose hosts.0.cores=64 hosts.0.memory=256GiB load.active_users=50000 storage.kind=s3 storage.bucket=media \
     storage.region=eu-central-1 storage.media_domain=files.example.social storage.media_proxy=true",
    "site.server=existing hosts.0.cores=2 hosts.0.memory=4GiB load.active_users=300 options.redis=three",
];

/// One line a file: its digest, its case, its path.
pub(crate) fn digests() -> String {
    let mut lines = String::new();
    for (number, case) in CASES.iter().enumerate() {
        let mut raw: Raw = case
            .split_whitespace()
            .filter_map(|answer| answer.split_once('='))
            .collect();
        raw.set("site.domain", "example.social");
        let spec = Spec::read(&raw).expect("the case is a valid Spec");
        let bundle = render(&plan(&spec), &Secrets::draw(&mut counted()));
        for file in &bundle.files {
            line(&mut lines, number, &file.path, file.text.as_bytes());
        }
        line(&mut lines, number, "the zip", &bundle.zip());
    }
    lines
}

/// The same bytes for every processor, none like its neighbour.
fn counted() -> impl FnMut(&mut [u8]) {
    let mut last = 0_u8;
    move |bytes| {
        for byte in bytes {
            last = last.wrapping_add(1);
            *byte = last;
        }
    }
}

fn line(lines: &mut String, case: usize, path: &str, bytes: &[u8]) {
    for byte in Sha256::digest(bytes) {
        write!(lines, "{byte:02x}").expect("a String takes all");
    }
    writeln!(lines, " {case} {path}").expect("a String takes all");
}
