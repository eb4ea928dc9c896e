//! Requests that are none.

use super::client::{Client, get, is_well};
use super::running::{ROOMY, Running};

fn answer(server: &Running, request: &str) -> String {
    Client::that_says(server.address, request).rest()
}

#[test]
fn heads_end_somewhere() {
    let server = Running::start("heads", ROOMY, &[]);
    // 390 kB of a head that goes on were kept of each of 500 clients.
    let endless = format!("GET / HTTP/1.1\r\nHost: x\r\n{}", "a: b\r\n".repeat(65_000));
    let unended: Vec<_> = (0..50)
        .map(|_| Client::that_says(server.address, &endless))
        .collect();
    for client in unended {
        let answer = client.rest();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431 "),
            "{answer}"
        );
    }
    let address = get(server.address, &format!("/?{}", "a".repeat(7_998)));
    assert!(address.starts_with("HTTP/1.1 200 "), "{address:.100}");
    let address = get(server.address, &format!("/?{}", "a".repeat(7_999)));
    assert!(address.starts_with("HTTP/1.1 414 "), "{address:.100}");
    is_well(&server);
}

#[test]
fn a_request_names_one_host() {
    let server = Running::start("hosts", ROOMY, &[]);
    for head in [
        "",
        "Host: a\r\nHost: b\r\n",
        "Host: a\r\nHost: a\r\n",
        "Host: a b\r\n",
    ] {
        let answer = answer(
            &server,
            &format!("GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n"),
        );
        assert!(answer.starts_with("HTTP/1.1 400 "), "{head:?}: {answer}");
        assert!(answer.contains("content-security-policy: "), "{head:?}: {answer}");
    }
    let old = answer(&server, "GET /healthz HTTP/1.0\r\n\r\n");
    assert!(old.starts_with("HTTP/1.0 200 "), "{old}");
}

/// Streams whose window is never opened, resets and continuations cost nothing where nobody speaks it.
#[test]
fn http_2_is_not_spoken() {
    let server = Running::start("h2", ROOMY, &[]);
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0";
    let spoken = answer(&server, preface);
    assert!(
        spoken.is_empty() || spoken.starts_with("HTTP/1.1 400 "),
        "{spoken:?}"
    );
    let upgrade = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\n\
                   Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
    let spoken = answer(&server, upgrade);
    assert!(spoken.starts_with("HTTP/1.1 200 "), "{spoken}");
}
