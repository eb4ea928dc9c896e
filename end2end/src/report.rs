//! What one check found: how much held, what did not, and what could not be tried here.

use std::fmt;

/// The outcome of one check over one bundle.
#[derive(Debug, Default, Clone)]
pub struct Report {
    /// The check, named after the program that did it.
    pub check: &'static str,
    /// Statements that held. Zero means that the bundle has nothing for this check.
    pub held: usize,
    /// What does not hold, each with the file, the program and its own words.
    pub failures: Vec<String>,
    /// What this machine's versions of the programs cannot tell.
    pub not_tried: Vec<String>,
}

impl Report {
    pub fn new(check: &'static str) -> Self {
        Self {
            check,
            ..Self::default()
        }
    }

    /// Counts a statement that holds, or notes what is wrong. Gives back whether it held.
    pub fn expect(&mut self, holds: bool, otherwise: impl FnOnce() -> String) -> bool {
        if holds {
            self.held += 1;
        } else {
            self.failures.push(otherwise());
        }
        holds
    }

    /// Notes a failure.
    pub fn fail(&mut self, message: impl Into<String>) {
        self.failures.push(message.into());
    }

    /// Notes something that cannot be tried with the programs at hand, and why.
    pub fn skip(&mut self, message: impl Into<String>) {
        let message = message.into();
        if !self.not_tried.contains(&message) {
            self.not_tried.push(message);
        }
    }

    /// Takes the value, or notes the error as a failure.
    pub fn take<T>(&mut self, outcome: Result<T, String>) -> Option<T> {
        match outcome {
            Ok(value) => {
                self.held += 1;
                Some(value)
            }
            Err(message) => {
                self.fail(message);
                None
            }
        }
    }

    /// Adds what a part of the check found in a world of its own.
    pub fn add(&mut self, part: Self) {
        self.held += part.held;
        self.failures.extend(part.failures);
        for message in part.not_tried {
            self.skip(message);
        }
    }

    pub fn is_clean(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match (self.is_clean(), self.held) {
            (false, _) => "FAIL",
            (true, 0) => "none",
            (true, _) => "ok",
        };
        write!(f, "{verdict:<5}{:<12}{:>5} held", self.check, self.held)?;
        for failure in &self.failures {
            write!(f, "\n       {}", failure.replace('\n', "\n         "))?;
        }
        for message in &self.not_tried {
            write!(f, "\n       not tried: {message}")?;
        }
        Ok(())
    }
}
