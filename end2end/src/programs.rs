//! Where the programs are that the checks run, and how to get one that is missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Programs by name, and what installs them.
const SOURCES: &[(&str, &str)] = &[
    ("bash", "apt-get install bash"),
    ("chroot", "apt-get install coreutils"),
    ("curl", "apt-get install curl"),
    (
        "docker-compose",
        "`cargo xtask test programs` brings it into target/venv",
    ),
    ("ip", "apt-get install iproute2"),
    ("kill", "apt-get install procps"),
    ("nginx", "apt-get install nginx-light"),
    ("node", "install Node.js 20.6 or newer"),
    ("openssl", "apt-get install openssl"),
    ("pg_createcluster", "apt-get install postgresql"),
    ("pgbouncer", "apt-get install pgbouncer"),
    ("prlimit", "apt-get install util-linux"),
    ("python3", "apt-get install python3"),
    ("redis-cli", "apt-get install redis-tools"),
    ("redis-server", "apt-get install redis-server"),
    ("ruby", "apt-get install ruby ruby-dotenv"),
    ("setpriv", "apt-get install util-linux"),
    ("shellcheck", "apt-get install shellcheck"),
    (
        "sidekiq",
        "apt-get install ruby-sidekiq ruby-activerecord ruby-pg",
    ),
    ("ss", "apt-get install iproute2"),
    ("nsenter", "apt-get install util-linux"),
    ("systemctl", "apt-get install systemd"),
    ("systemd-analyze", "apt-get install systemd"),
    ("systemd-nspawn", "apt-get install systemd-container"),
    ("unshare", "apt-get install util-linux"),
    ("yamllint", "apt-get install yamllint"),
];

/// The system's folders, sbin included: a plain user's PATH often lacks them.
pub(crate) const SYSTEM_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Cargo's folder, where `cargo xtask test programs` puts what Debian does not have.
pub(crate) fn target_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")
}

/// Finds a program, or says what installs it.
pub(crate) fn find(program: &str) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(env::split_paths(SYSTEM_PATH))
        .chain([target_dir().join("venv/bin")])
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            let source = SOURCES.iter().find(|(name, _)| *name == program);
            format!(
                "{program} is missing: {}",
                source.map_or("install it", |(_, how)| how)
            )
        })
}

/// A program that a Python package brings, by its path among all packages.
pub(crate) fn in_wheel(path: &str) -> Result<PathBuf, String> {
    let pythons = fs::read_dir(target_dir().join("venv/lib"));
    let pythons = pythons.into_iter().flatten().flatten();
    pythons
        .map(|python| python.path().join("site-packages").join(path))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("{path} is missing: `cargo xtask test programs` brings it into target/venv"))
}

/// A command with nothing of the caller's environment but a search path.
pub(crate) fn command(program: &str) -> Result<Command, String> {
    let mut command = Command::new(find(program)?);
    clean(&mut command);
    Ok(command)
}

pub(crate) fn clean(command: &mut Command) {
    command
        .env_clear()
        .env("PATH", SYSTEM_PATH)
        .env("HOME", "/nonexistent")
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null());
}

/// What a program printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) ok: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Output {
    /// Both streams, without blank edges.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err).trim().to_owned()
    }

    /// The standard output of a program that succeeded, or an error with all it said.
    pub(crate) fn success(self) -> Result<String, String> {
        if self.ok {
            Ok(self.out.trim_end().to_owned())
        } else {
            Err(self.all())
        }
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))?;
    Ok(Output {
        ok: output.status.success(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
