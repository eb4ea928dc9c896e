//! `cargo xtask test`: every check there is, in the order they run.

mod browser;
mod checks;
mod native;
mod programs;
mod wasm;

use std::time::Instant;
use std::{error, fmt};

use crate::run::Result;

struct Step {
    /// Steps of one part run together: `cargo xtask test <part>`.
    part: &'static str,
    name: &'static str,
    run: fn() -> Result,
}

/// Why a step could not be tried, where that is no fault of the project or the machine.
#[derive(Debug)]
struct NotTried(String);

impl fmt::Display for NotTried {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not tried: {}", self.0)
    }
}

impl error::Error for NotTried {}

const STEPS: [Step; 11] = [
    Step {
        part: "checks",
        name: "format",
        run: checks::format,
    },
    Step {
        part: "checks",
        name: "lints, native",
        run: checks::lints_native,
    },
    Step {
        part: "checks",
        name: "lints, browser",
        run: checks::lints_browser,
    },
    Step {
        part: "checks",
        name: "documentation",
        run: checks::documentation,
    },
    Step {
        part: "checks",
        name: "licences and sources of dependencies",
        run: checks::dependencies,
    },
    Step {
        part: "checks",
        name: "known vulnerabilities of dependencies",
        run: checks::vulnerabilities,
    },
    Step {
        part: "native",
        name: "native tests",
        run: native::tests,
    },
    Step {
        part: "wasm",
        name: "what runs in a browser",
        run: wasm::tests,
    },
    Step {
        part: "programs",
        name: "generated files with the real programs",
        run: programs::tests,
    },
    Step {
        part: "browser",
        name: "release build",
        run: browser::release_build,
    },
    Step {
        part: "browser",
        name: "journeys in Chromium",
        run: browser::journeys,
    },
];

/// The names that `test` takes.
pub(crate) fn parts() -> Vec<&'static str> {
    let mut parts: Vec<_> = STEPS.iter().map(|step| step.part).collect();
    parts.dedup();
    parts
}

/// Runs all steps, or those of the parts named. A failed step does not stop those after it.
pub(crate) fn test(wanted: &[String]) -> Result {
    if let Some(unknown) = wanted.iter().find(|part| !parts().contains(&part.as_str())) {
        return Err(format!("no part is called {unknown}; there are: {}", parts().join(", ")).into());
    }
    let steps = STEPS
        .iter()
        .filter(|step| wanted.is_empty() || wanted.iter().any(|part| part == step.part));
    let mut summary = Vec::new();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for step in steps {
        println!("\n== {}", step.name);
        let started = Instant::now();
        let result = (step.run)();
        let seconds = started.elapsed().as_secs_f32();
        let verdict = match result {
            Ok(()) => {
                passed += 1;
                "ok".to_owned()
            }
            Err(error) if error.is::<NotTried>() => {
                skipped += 1;
                error.to_string()
            }
            Err(error) => {
                failed += 1;
                format!("FAILED: {error}")
            }
        };
        println!("-- {verdict}");
        summary.push(format!("{seconds:7.1} s  {}: {verdict}", step.name));
    }
    println!("\n{}", summary.join("\n"));
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 {
        Ok(())
    } else {
        Err("some steps failed".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_one_part_stand_together() {
        let parts = parts();
        let mut unique = parts.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(parts.len(), unique.len(), "a part is listed twice in {parts:?}");
    }
}
