//! Clients that cost much, are many, or take their time.

use super::client::{Client, HEAD, get, is_well};
use super::running::{ROOMY, Running, SITE_FILE_BYTES, Ulimit};
use crate::pages::worst_address;

/// A small machine's: the process alone has about 150 MB of it, shared libraries and untouched stacks included.
const TIGHT: Ulimit = Ulimit {
    address_space_kib: 300_000,
    descriptors: 1_024,
};

#[test]
fn pages_that_nobody_takes_leave_memory_for_others() {
    let server = Running::start("unread", TIGHT, &[]);
    // Seen: a page of 10 MB for 60 kB, 80 of which ended a server with 600 MB.
    let too_long = format!("/result?view=files&site.domain={}", ":".repeat(60_000));
    let worst = worst_address("files", 1, ":");
    let ask = |address: &str, clients: usize| -> Vec<_> {
        let request = format!("GET {address}{HEAD}");
        (0..clients)
            .map(|_| Client::that_says(server.address, &request))
            .collect()
    };
    let refused = ask(&too_long, 60);
    let unread = ask(&worst, 60);
    server.wait_for("status=200", unread.len());
    is_well(&server);
    for client in refused {
        let answer = client.rest();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431 "),
            "{answer}"
        );
    }
}

/// 224 of 256 descriptors are for connections.
#[test]
fn connections_that_do_nothing_make_room_for_those_that_ask() {
    for (test, words) in [("idle", ""), ("slow", "GET / HTTP/1.1\r\nHo")] {
        let ulimit = Ulimit {
            descriptors: 256,
            ..ROOMY
        };
        let server = Running::start(test, ulimit, &[]);
        server.wait_for("the limit of open files", 1);
        let mut clients: Vec<_> = (0..300)
            .map(|_| Client::that_says(server.address, words))
            .collect();
        is_well(&server);
        server.wait_for("full: ", 1);
        // 300 and the one that asked, less the places.
        let others = clients.split_off(300 + 1 - 224);
        for client in clients {
            assert_eq!(client.rest(), "", "{test}: those that waited longest are closed");
        }
        for mut client in others {
            let rest_of_head = if words.is_empty() {
                "GET /healthz HTTP/1.1\r\nHost: x"
            } else {
                "st: x"
            };
            client.say(&format!("{rest_of_head}\r\nConnection: close\r\n\r\n"));
            assert!(client.rest().starts_with("HTTP/1.1 200 OK\r\n"), "{test}");
        }
        assert_eq!(server.said("full: "), 1, "it is said once, and not for each");
    }
}

#[test]
fn answers_that_nobody_takes_make_room_too() {
    let server = Running::start("taken", ROOMY, &["--connections", "8"]);
    let file = format!("GET {}{HEAD}", server.site_file());
    let unread: Vec<_> = (0..20)
        .map(|_| Client::that_says(server.address, &file))
        .collect();
    for _ in 0..3 {
        is_well(&server);
    }
    drop(unread);
}

#[test]
fn every_wait_for_a_client_ends() {
    let server = Running::start("patience", ROOMY, &["--patience", "1"]);
    for (words, expected) in [
        ("", ""),
        ("GET / HT", ""),
        ("GET / HTTP/1.1\r\nHost: x\r\n", ""),
        (
            "POST /api/v1/plan HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nsite",
            "HTTP/1.1 400 Bad Request",
        ),
    ] {
        let answer = Client::that_says(server.address, words).rest();
        assert_eq!(answer.lines().next().unwrap_or_default(), expected, "{words:?}");
    }
    let after_an_answer = Client::that_says(server.address, &format!("GET /healthz{HEAD}"));
    assert!(after_an_answer.rest().ends_with("\r\n\r\nok\n"));

    let ended = server.said("a connection ended badly");
    let unread = Client::that_says(server.address, &format!("GET {}{HEAD}", server.site_file()));
    server.wait_for("a connection ended badly", ended + 1);
    let answer = unread.rest();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer:.100}");
    assert!(answer.len() < SITE_FILE_BYTES, "all of it was taken");
    let whole = get(server.address, &server.site_file());
    assert!(
        whole.len() > SITE_FILE_BYTES,
        "one that is taken arrives: {}",
        whole.len()
    );
}
