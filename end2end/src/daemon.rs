//! A server that runs while it is being tried.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// Long enough for a busy machine; a server that ends is noticed at once.
const PATIENCE: Duration = Duration::from_mins(1);
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// A running program, ended with all that it forked when this is dropped.
#[derive(Debug)]
pub(crate) struct Daemon {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Daemon {
    /// Starts a program; what it prints goes to a file of its own in the folder.
    pub(crate) fn start(name: &str, mut command: Command, logs: &Path) -> Result<Self, String> {
        let number = fs::read_dir(logs).map_or(0, Iterator::count);
        let log = logs.join(format!("{name}-{number}"));
        let open = || File::options().create(true).append(true).open(&log);
        let (out, err) = open()
            .and_then(|out| Ok((out, open()?)))
            .map_err(|error| format!("{}: {error}", log.display()))?;
        let child = command
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|error| format!("{name} did not start: {error}"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log,
        })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything the program printed so far.
    pub(crate) fn log(&self) -> String {
        fs::read(&self.log)
            .map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned())
            .unwrap_or_default()
    }

    /// Waits until something holds; a program that has ended is an error with its last words.
    pub(crate) fn wait(&mut self, what: &str, holds: impl Fn() -> bool) -> Result<(), String> {
        let start = Instant::now();
        while !holds() {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("{} ended ({status}): {}", self.name, self.log()));
            }
            if start.elapsed() > PATIENCE {
                return Err(format!(
                    "{}: no {what} after {PATIENCE:?}: {}",
                    self.name,
                    self.log()
                ));
            }
            thread::sleep(BETWEEN_TRIES);
        }
        Ok(())
    }

    /// Waits until the program has ended by itself, and reads the file that it wrote.
    pub(crate) fn ended_with(&mut self, file: &Path) -> Result<String, String> {
        let status = self.child.wait();
        let told = |error: std::io::Error| format!("{}: {error}: {}", self.name, self.log());
        status.map_err(told)?;
        fs::read_to_string(file).map_err(told)
    }

    /// Waits until the program takes connections.
    pub(crate) fn wait_for_port(&mut self, port: u16) -> Result<(), String> {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        self.wait(&format!("answer on port {port}"), || {
            TcpStream::connect(address).is_ok()
        })
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Nothing is left to do for a program that has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
