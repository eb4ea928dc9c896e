//! Being told to stop.

use std::net::TcpStream;

use super::client::{Client, HEAD, is_well};
use super::running::{ROOMY, Running};
use crate::support::SMALL;

/// Everything that ever kept a server from ending.
fn hold_up(server: &Running) -> [Client; 4] {
    let file = server.site_file();
    let held = [
        "GET / HT",
        "GET / HTTP/1.1\r\nHost: x\r\n",
        "POST /api/v1/plan HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nsite",
        &format!("GET {file}{HEAD}"),
    ]
    .map(|words| Client::that_says(server.address, words));
    is_well(server);
    held
}

#[test]
fn idle_connections_do_not_delay_the_end() {
    let server = Running::start("stop-idle", ROOMY, &[]);
    let silent = Client::connect(server.address);
    is_well(&server);
    server.signal("TERM");
    let (status, log) = server.end();
    assert!(status.success() && log.contains("stopped"), "{status}: {log}");
    assert_eq!(silent.rest(), "");
}

#[test]
fn what_is_on_its_way_arrives_and_what_does_not_move_is_cut_off() {
    let server = Running::start("stop-once", ROOMY, &[]);
    let held = hold_up(&server);
    let mut slow = Client::that_says(
        server.address,
        &format!(
            "POST /api/v1/plan HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n",
            SMALL.len()
        ),
    );
    is_well(&server);
    server.signal("TERM");
    server.wait_for("stopping", 1);
    assert!(
        TcpStream::connect(server.address).is_err(),
        "nobody new is received"
    );
    slow.say(SMALL);
    let answer = slow.rest();
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with('}'),
        "{answer}"
    );
    let (status, log) = server.end();
    assert!(
        status.success() && log.contains("they took too long"),
        "{status}: {log}"
    );
    drop(held);
}

#[test]
fn a_second_signal_ends_at_once() {
    for (first, second) in [("TERM", "TERM"), ("INT", "TERM"), ("TERM", "INT")] {
        let server = Running::start("stop-twice", ROOMY, &[]);
        let held = hold_up(&server);
        server.signal(first);
        server.wait_for("stopping", 1);
        server.signal(second);
        let (status, log) = server.end();
        assert!(
            status.success() && log.contains("a second time"),
            "{status}: {log}"
        );
        drop(held);
    }
}
