//! A browser's part: requests by curl, and sockets over TLS.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::backend::{SOCKET_ACCEPT, SOCKET_KEY, header};
use crate::programs::{self, run};

/// An answer to a request.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        header(&self.head, name).unwrap_or_default()
    }
}

/// Asks for a URL; its host is this machine, whatever the name.
pub(crate) fn get(url: &str, extra: &[&str]) -> Result<Answer, String> {
    let mut curl = programs::command("curl")?;
    curl.args([
        "--silent",
        "--show-error",
        "--insecure",
        "--include",
        "--max-time",
        "60",
    ]);
    curl.args(["--connect-to", "::127.0.0.1:", "--http1.1"]);
    let output = run(curl.args(extra).arg(url))?;
    // A proxy may say "100 Continue" first; the last head is the answer's.
    let mut rest = output.out.as_str();
    let mut answer = Answer::default();
    while let Some((head, body)) = rest.split_once("\r\n\r\n").filter(|_| rest.starts_with("HTTP/")) {
        answer.status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        head.clone_into(&mut answer.head);
        body.clone_into(&mut answer.body);
        rest = body;
    }
    if answer.status == 0 {
        Err(format!("{url}: no answer: {}", output.all()))
    } else {
        Ok(answer)
    }
}

/// Asks for many URLs over one connection, and gives the bodies.
pub(crate) fn bodies(urls: &[String]) -> Result<Vec<String>, String> {
    let mut curl = programs::command("curl")?;
    curl.args([
        "--silent",
        "--insecure",
        "--connect-to",
        "::127.0.0.1:",
        "--max-time",
        "60",
    ]);
    let out = run(curl.args(urls))?.success()?;
    Ok(out.lines().map(str::to_owned).collect())
}

/// The HTTP version that a browser gets.
pub(crate) fn http_version(url: &str) -> Result<String, String> {
    let mut curl = programs::command("curl")?;
    curl.args([
        "--silent",
        "--insecure",
        "--connect-to",
        "::127.0.0.1:",
        "--http2",
    ]);
    curl.args(["--output", "/dev/null", "--write-out", "%{http_version}", url]);
    run(&mut curl)?.success()
}

/// An open WebSocket.
#[derive(Debug)]
pub(crate) struct Socket {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    /// The first text that came.
    pub(crate) greeting: String,
}

impl Socket {
    /// Opens a WebSocket over TLS on this machine, and reads its first text.
    pub(crate) fn open(domain: &str, path: &str) -> Result<Self, String> {
        let mut client = programs::command("openssl")?;
        client.args([
            "s_client",
            "-quiet",
            "-connect",
            "127.0.0.1:443",
            "-servername",
            domain,
        ]);
        client
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = client.spawn().map_err(|error| format!("openssl: {error}"))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (stdin, stdout) = pipes.ok_or("openssl has no pipes")?;
        let mut socket = Self {
            child,
            stdin,
            stdout,
            greeting: String::new(),
        };
        let outcome = socket.shake_hands(domain, path);
        outcome.map_err(|error| format!("WebSocket {path}: {error}"))?;
        Ok(socket)
    }

    fn shake_hands(&mut self, domain: &str, path: &str) -> Result<(), String> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {domain}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {SOCKET_KEY}\r\n\r\n"
        );
        self.send(request.as_bytes())?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.bytes(1)?[0]);
        }
        let head = String::from_utf8_lossy(&head);
        let status = head.lines().next().unwrap_or_default();
        if !status.contains(" 101 ") || header(&head, "sec-websocket-accept") != Some(SOCKET_ACCEPT) {
            return Err(format!("the answer is {status}"));
        }
        self.greeting = self.text()?;
        Ok(())
    }

    /// Sends a short text, masked as a client must, and gives what comes back.
    pub(crate) fn echo(&mut self, text: &str) -> Result<String, String> {
        const MASK: [u8; 4] = [1, 2, 3, 4];
        let length = u8::try_from(text.len()).map_err(|error| error.to_string())?;
        let masked = text
            .bytes()
            .zip(MASK.iter().cycle())
            .map(|(byte, key)| byte ^ key);
        let frame: Vec<u8> = [0x81, 0x80 | length]
            .into_iter()
            .chain(MASK)
            .chain(masked)
            .collect();
        self.send(&frame)?;
        self.text()
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), String> {
        let sent = self.stdin.write_all(bytes).and_then(|()| self.stdin.flush());
        sent.map_err(|error| error.to_string())
    }

    fn bytes(&mut self, count: usize) -> Result<Vec<u8>, String> {
        let mut bytes = vec![0; count];
        self.stdout
            .read_exact(&mut bytes)
            .map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn text(&mut self) -> Result<String, String> {
        let start = self.bytes(2)?;
        let text = self.bytes(usize::from(start[1]))?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // It may have ended with the server.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
