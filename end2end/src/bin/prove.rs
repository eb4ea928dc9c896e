//! `prove DIR…`: every check over unpacked bundles, as a table.

use std::io::Write;
use std::process::ExitCode;
use std::{env, thread};

use end2end::{BundleDir, CHECKS, Report};

fn main() -> ExitCode {
    let folders: Vec<String> = env::args().skip(1).collect();
    let mut out = std::io::stdout();
    // A closed pipe is the reader's choice, not a failure of the proof.
    let mut say = |text: &str| drop(writeln!(out, "{text}"));
    if folders.is_empty() {
        say("usage: prove DIR…   (unpacked bundles; needs root)");
        return ExitCode::from(2);
    }
    let mut clean = true;
    for folder in folders {
        say(&folder);
        match BundleDir::open(&folder) {
            Ok(bundle) => {
                for report in all(&bundle) {
                    clean &= report.is_clean();
                    say(&report.to_string());
                }
            }
            Err(message) => {
                clean = false;
                say(&format!("FAIL {message}"));
            }
        }
    }
    if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Checks do not touch each other's worlds, so they run side by side.
fn all(bundle: &BundleDir) -> Vec<Report> {
    thread::scope(|scope| {
        let running: Vec<_> = CHECKS
            .iter()
            .map(|(_, check)| scope.spawn(|| check(bundle)))
            .collect();
        let finish = |thread: thread::ScopedJoinHandle<'_, Report>| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        running.into_iter().map(finish).collect()
    })
}
