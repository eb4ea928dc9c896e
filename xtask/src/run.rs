//! Runs other programs.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, error, thread};

pub(crate) type Error = Box<dyn error::Error + Send + Sync>;
pub(crate) type Result<T = ()> = std::result::Result<T, Error>;

/// The cargo that runs us, free of settings that would move its output.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET");
    cargo
}

pub(crate) fn run(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", words(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{}: {status}", words(command)).into())
    }
}

/// What the program prints; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", words(command)))?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(format!("{}: {}", words(command), output.status).into())
    }
}

/// Whether the program can be started and succeeds, without a word.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// As `run`, with each line of its messages labelled, for programs that run side by side.
pub(crate) fn run_labelled(label: &str, command: &mut Command) -> Result {
    // Cargo's progress bar overwrites its own line, which two of them cannot share.
    command
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| format!("{}: {error}", words(command)))?;
    if let Some(messages) = child.stderr.take() {
        for line in BufReader::new(messages).lines() {
            eprintln!("{label:>9} | {}", line?);
        }
    }
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{label}: {}: {status}", words(command)).into())
    }
}

/// As `run`, ended when it takes longer than `limit`.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result {
    const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
    let mut child = command
        .spawn()
        .map_err(|error| format!("{}: {error}", words(command)))?;
    let started = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("{}: {status}", words(command)).into()),
            None if started.elapsed() > limit => {
                child.kill()?;
                child.wait()?;
                return Err(format!("{}: no answer in {} s", words(command), limit.as_secs()).into());
            }
            None => thread::sleep(BETWEEN_LOOKS),
        }
    }
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
