//! Why a command ends without having done its work, a line each.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use server::problem;
use server::read::Rejection;

#[derive(Debug)]
pub(super) enum Failure {
    /// What is wrong with the Spec of this name.
    Spec(String, Rejection),
    /// The file system, the network or the folder that is there already.
    Other(String),
    /// The plan has errors, and was asked not to.
    DoesNotFit,
    /// Nobody reads the output any more, as after `| head`.
    Unread,
}

/// As clap ends for a wrong command line.
const BAD_INPUT: u8 = 2;
const DOES_NOT_FIT: u8 = 3;

impl Failure {
    /// A failure to do something with something, such as `writing to a.zip`.
    pub(super) fn io(error: &io::Error, what: impl fmt::Display) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::Other(format!("{what}: {}", in_words(error))),
        }
    }

    pub(super) fn tell(self) -> ExitCode {
        match self {
            Self::Unread => ExitCode::SUCCESS,
            Self::DoesNotFit => ExitCode::from(DOES_NOT_FIT),
            Self::Other(message) => {
                say("howdah: ", &message);
                ExitCode::FAILURE
            }
            Self::Spec(name, rejection) => {
                for problem in problem::listed(rejection.problems()) {
                    say(&format!("{name}: "), &problem.to_string());
                }
                ExitCode::from(BAD_INPUT)
            }
        }
    }
}

/// What the system says, without the number that it has for it.
fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}

impl From<Box<dyn Error>> for Failure {
    fn from(error: Box<dyn Error>) -> Self {
        Self::Other(error.to_string())
    }
}

/// One line on standard error. Control characters of a file are no commands to a terminal.
pub(super) fn say(prefix: &str, message: &str) {
    let mut line = String::new();
    for character in prefix.chars().chain(message.chars()) {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    // Nobody is left to tell when standard error itself is closed.
    let _ = writeln!(io::stderr(), "{line}");
}
