//! What stands behind nginx while it is tried: Puma, streaming and a name server,
//! each in a few lines.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// RFC 6455, section 1.3: a handshake's key, and the answer that proves it was read.
pub(crate) const SOCKET_KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
pub(crate) const SOCKET_ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// A frame's first byte: final, text (RFC 6455, section 5.2).
const TEXT_FRAME: u8 = 0x81;

/// A server that answers each request with its port, `/headers` with what it was
/// sent, and a WebSocket with its port and then with an echo.
#[derive(Debug)]
pub(crate) struct Backend {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
}

impl Backend {
    pub(crate) fn start(address: SocketAddr) -> Result<Self, String> {
        let listener = TcpListener::bind(address).map_err(|error| format!("backend {address}: {error}"))?;
        let ended = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&ended);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                // A client that goes away in mid-sentence is no concern of the backend.
                let stop = Arc::clone(&stop);
                thread::spawn(move || drop(serve(&stream, address.port(), &stop)));
            }
        });
        Ok(Self { address, ended })
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the end.
        drop(TcpStream::connect(self.address));
    }
}

fn serve(stream: &TcpStream, port: u16, ended: &AtomicBool) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        // nginx keeps connections open; a backend that is gone answers on none of them.
        if ended.load(Ordering::SeqCst) {
            return Ok(());
        }
        let header = |name: &str| header(&head, name);
        if header("upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket")) {
            let accept = if header("sec-websocket-key") == Some(SOCKET_KEY) {
                SOCKET_ACCEPT
            } else {
                ""
            };
            write!(
                writer,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
                 Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
            )?;
            writer.write_all(&frame(&port.to_string()))?;
            let said = masked_text(&mut reader)?;
            writer.write_all(&frame(&said))?;
            continue;
        }
        let length = header("content-length")
            .and_then(|value| value.parse().ok())
            .unwrap_or(0);
        std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
        let body = if head.contains("/headers ") {
            head.clone()
        } else {
            format!("{port}\n")
        };
        write!(
            writer,
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nCache-Control: private, no-store\r\n\r\n{body}",
            body.len()
        )?;
    }
}

/// The value of a header in a request's head, if it stands there.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value.trim()))
}

/// A short text as an unmasked frame.
fn frame(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap_or(0);
    [&[TEXT_FRAME, length], text.as_bytes()].concat()
}

fn masked_text(reader: &mut impl Read) -> std::io::Result<String> {
    let mut start = [0; 6];
    reader.read_exact(&mut start)?;
    let mut text = vec![0; usize::from(start[1] & 0x7f)];
    reader.read_exact(&mut text)?;
    for (byte, key) in text.iter_mut().zip(start[2..].iter().cycle()) {
        *byte ^= key;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A name server that gives one address for every name. It ends with the world.
pub(crate) fn name_server(at: SocketAddr, answer: Ipv4Addr) -> Result<(), String> {
    let socket = UdpSocket::bind(at).map_err(|error| format!("name server {at}: {error}"))?;
    // The thread keeps the network alive as long as it waits, so it does not wait for ever.
    socket
        .set_read_timeout(Some(super::NAME_SERVER_LIFE))
        .map_err(|error| error.to_string())?;
    thread::spawn(move || {
        let mut query = [0; 512];
        while let Ok((length, client)) = socket.recv_from(&mut query) {
            let reply = name_reply(&query[..length], answer);
            if socket.send_to(&reply, client).is_err() {
                break;
            }
        }
    });
    Ok(())
}

/// RFC 1035: the query comes back, marked as an answer, with one A record if it asked for one.
fn name_reply(query: &[u8], address: Ipv4Addr) -> Vec<u8> {
    const HEADER: usize = 12;
    let name_end = query
        .iter()
        .skip(HEADER)
        .position(|byte| *byte == 0)
        .map(|at| at + HEADER);
    let Some(question_end) = name_end.map(|at| at + 5).filter(|end| *end <= query.len()) else {
        return query.to_vec();
    };
    let asks_for_a = query[question_end - 4..question_end - 2] == [0, 1];
    let mut reply = query[..question_end].to_vec();
    reply[2..HEADER].copy_from_slice(&[0x81, 0x80, 0, 1, 0, u8::from(asks_for_a), 0, 0, 0, 0]);
    if asks_for_a {
        // The name by reference, type A, class IN, one minute, four bytes.
        reply.extend([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
        reply.extend(address.octets());
    }
    reply
}
