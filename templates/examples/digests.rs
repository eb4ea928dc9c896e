//! What this processor makes of some bundles, for `tests/same_bytes.rs` to compare.

#![expect(clippy::print_stdout, reason = "another program reads it")]

#[path = "../tests/digests/mod.rs"]
mod digests;

fn main() {
    print!("{}", digests::digests());
}
