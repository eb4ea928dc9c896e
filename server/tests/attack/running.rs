//! `howdah serve` as a process, with as much memory and as many descriptors as a test gives it.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use std::{fs, thread};

use super::client::get;
use crate::support::folder;

/// How long anything may take before a test gives up. Nothing is measured by it.
pub(super) const LONGEST_WAIT: Duration = Duration::from_mins(2);

/// What the process may use, as `ulimit` has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ulimit {
    pub(super) address_space_kib: u32,
    pub(super) descriptors: u32,
}

pub(super) const ROOMY: Ulimit = Ulimit {
    address_space_kib: 4 << 20,
    descriptors: 1_024,
};

/// Linux keeps up to 4 MiB for a sender (`net.ipv4.tcp_wmem`).
pub(super) const SITE_FILE_BYTES: usize = 8 << 20;

#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    pub(super) address: SocketAddr,
    log: Arc<Log>,
}

/// What the process said so far on its standard error.
#[derive(Debug, Default)]
struct Log {
    said: Mutex<Said>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct Said {
    text: String,
    is_all: bool,
}

impl Running {
    pub(super) fn start(test: &str, ulimit: Ulimit, arguments: &[&str]) -> Self {
        let site = folder(&format!("attack-{test}"));
        fs::write(site.join("app.js"), vec![b' '; SITE_FILE_BYTES]).expect("target can be written to");
        let limits = format!(
            "ulimit -v {} && ulimit -n {} && exec \"$0\" \"$@\"",
            ulimit.address_space_kib, ulimit.descriptors
        );
        let mut child = Command::new("sh")
            .args(["-c", &limits, env!("CARGO_BIN_EXE_howdah"), "serve"])
            .args(["--addr", "127.0.0.1:0", "--site"])
            .arg(&site)
            .args(arguments)
            .env("RUST_LOG", "debug")
            // Each thread's own arena takes 64 MB of addresses, and there is a thread for each core.
            .env("MALLOC_ARENA_MAX", "2")
            .env("TOKIO_WORKER_THREADS", "2")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        out.read_line(&mut line).expect("it says where it is");
        let log = Arc::new(Log::default());
        let stderr = child.stderr.take().expect("it is piped");
        thread::spawn({
            let log = Arc::clone(&log);
            move || log.follow(stderr)
        });
        let address = line
            .trim()
            .strip_prefix("Howdah is at http://")
            .and_then(|rest| rest.strip_suffix('/'))
            .unwrap_or_else(|| panic!("{line:?} is no address; {}", log.all()));
        Self {
            address: address.parse().expect("an address"),
            child,
            log,
        }
    }

    pub(super) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status()
            .expect("there is kill");
        assert!(status.success(), "it is gone already: {}", self.log.all());
    }

    /// Waits for the process to end by itself: how, and what it said.
    pub(super) fn end(mut self) -> (ExitStatus, String) {
        self.log.wait_until("its end", |said| said.is_all);
        let status = self.child.wait().expect("it is our child");
        (status, self.log.all())
    }

    /// Waits until these words have been said so many times.
    pub(super) fn wait_for(&self, words: &str, times: usize) {
        self.log
            .wait_until(words, |said| said.text.matches(words).count() >= times);
    }

    pub(super) fn said(&self, words: &str) -> usize {
        self.log.all().matches(words).count()
    }

    /// Address of a file that is too large to lie unread anywhere between server and client.
    pub(super) fn site_file(&self) -> String {
        let page = get(self.address, "/");
        let script = page.split('"').find(|part| part.ends_with("/app.js"));
        script.expect("the page names it").to_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Log {
    fn follow(&self, mut from: impl Read) {
        let mut buffer = [0; 4096];
        loop {
            let length = from.read(&mut buffer).unwrap_or(0);
            let mut said = self.said.lock().expect("nobody panics with it");
            said.text.push_str(&String::from_utf8_lossy(&buffer[..length]));
            said.is_all = length == 0;
            self.more.notify_all();
            if length == 0 {
                return;
            }
        }
    }

    fn wait_until(&self, what: &str, is_enough: impl Fn(&Said) -> bool) {
        let said = self.said.lock().expect("nobody panics with it");
        let wait = self
            .more
            .wait_timeout_while(said, LONGEST_WAIT, |said| !is_enough(said) && !said.is_all);
        let (said, _) = wait.expect("nobody panics with it");
        assert!(is_enough(&said), "waited for {what:?}:\n{}", said.text);
    }

    fn all(&self) -> String {
        self.said.lock().expect("nobody panics with it").text.clone()
    }
}
