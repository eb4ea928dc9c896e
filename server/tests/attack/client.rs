//! Clients that say exactly what a test tells them to, and read only when they are told to.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use socket2::{Domain, Socket, Type};

use super::running::{LONGEST_WAIT, Running};

/// The rest of a request's head, after its address.
pub(super) const HEAD: &str = " HTTP/1.1\r\nHost: a.example\r\n\r\n";

/// Bytes that the system takes for a client that does not read. Linux doubles it, and takes no less.
const SMALL_WINDOW: usize = 4096;

#[derive(Debug)]
pub(super) struct Client(TcpStream);

impl Client {
    pub(super) fn connect(address: SocketAddr) -> Self {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        // Must be said before the connection is made.
        socket.set_recv_buffer_size(SMALL_WINDOW).expect("a small window");
        socket.set_read_timeout(Some(LONGEST_WAIT)).expect("a limit");
        socket.set_write_timeout(Some(LONGEST_WAIT)).expect("a limit");
        socket.connect(&address.into()).expect("the server listens");
        Self(socket.into())
    }

    pub(super) fn that_says(address: SocketAddr, words: &str) -> Self {
        let mut client = Self::connect(address);
        client.say(words);
        client
    }

    pub(super) fn say(&mut self, words: &str) {
        // A server that has had enough may have closed.
        let _ = self.0.write_all(words.as_bytes());
    }

    /// Everything that comes until the server closes the connection, one way or the other.
    pub(super) fn rest(mut self) -> String {
        let mut bytes = Vec::new();
        let mut buffer = [0; 1 << 13];
        loop {
            match self.0.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => bytes.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
                Err(error) => panic!("the connection is still open: {error}"),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The whole answer to one request on a connection of its own.
pub(super) fn get(address: SocketAddr, path: &str) -> String {
    Client::that_says(
        address,
        &format!("GET {path} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"),
    )
    .rest()
}

/// Somebody else is answered.
pub(super) fn is_well(server: &Running) {
    let answer = get(server.address, "/healthz");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    assert!(
        head.starts_with("HTTP/1.1 200 OK\r\n") && body == "ok\n",
        "{answer:?}"
    );
}
