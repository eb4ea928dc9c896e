//! Pages and the site's files, through the router.

use crate::support::{Answer, send, site};
use axum::body::Body;
use axum::http::{Request, StatusCode};

async fn get(path: &str, accept_encoding: &str) -> Answer {
    let request = Request::get(path).header("accept-encoding", accept_encoding);
    send(request.body(Body::empty()).expect("a valid request")).await
}

#[tokio::test]
async fn the_page_names_files_of_this_build() {
    let page = get("/", "identity").await;
    let script = format!("src=\"{}/start.js\"", site().folder());
    assert!(page.text().contains(&script), "{}", page.text());
}

#[tokio::test]
async fn nothing_in_the_page_is_inline() {
    let page = get("/?site.domain=%22%3E%3Cscript%3E", "identity").await;
    let html = page.text();
    assert!(
        !html.contains("<script>") && !html.contains(" style=") && !html.contains("<style"),
        "{html}"
    );
}

#[tokio::test]
async fn a_page_that_is_not_there_is_404_and_still_a_page() {
    let page = get("/no/such/page", "identity").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn every_answer_forbids_inline_scripts_sniffing_and_framing() {
    for path in [
        "/",
        "/no/such/page",
        "/healthz",
        "/pkg/0/app.js",
        "/api/v1/schema",
        "/api/v1/plan",
    ] {
        let answer = get(path, "identity").await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[tokio::test]
async fn files_come_in_the_best_form_and_are_kept_for_ever() {
    let path = format!("{}/app.js", site().folder());
    for (accepted, encoding, body) in [
        ("gzip, br", "br", "brotlied"),
        ("gzip", "gzip", "gzipped"),
        ("br;q=0", "", "plain"),
    ] {
        let file = get(&path, accepted).await;
        assert_eq!(file.header("content-encoding"), encoding);
        assert_eq!(
            file.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(file.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(file.header("vary"), "accept-encoding");
        assert_eq!(file.text(), body);
    }
}

#[tokio::test]
async fn files_of_another_build_are_not_mixed_in() {
    let file = get("/pkg/0123456789abcdef/app.js", "identity").await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
    assert_eq!(file.header("cache-control"), "");
}

#[tokio::test]
async fn what_is_asked_about_again_is_sent_once() {
    for path in ["/", "/result?site.domain=a.example", "/api/v1/schema"] {
        let first = get(path, "identity").await;
        let tag = first.header("etag");
        assert!(
            tag.starts_with("W/\"") && tag.len() == "W/\"\"".len() + 32,
            "{path}: {tag}"
        );
        assert_eq!(get(path, "gzip").await.header("etag"), tag, "{path}");
        for known in [tag.to_owned(), format!("\"other\", {tag}"), "*".to_owned()] {
            let request = Request::get(path).header("if-none-match", &known);
            let again = send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}: {known}");
            assert!(again.body.is_empty(), "{path}");
            assert_eq!(again.header("content-type"), "", "{path}");
            for name in ["etag", "cache-control", "content-security-policy"] {
                assert_eq!(again.header(name), first.header(name), "{path}: {name}");
            }
        }
        let request = Request::get(path).header("if-none-match", "\"other\"");
        let other = send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(other.body, first.body, "{path}");
        let head = send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.header("etag")), (StatusCode::OK, ""), "{path}");
    }
    let one = get("/?site.domain=a.example", "identity").await;
    let other = get("/?site.domain=b.example", "identity").await;
    assert_ne!(one.header("etag"), other.header("etag"));
    for path in ["/healthz", "/no/such/page"] {
        assert_eq!(get(path, "identity").await.header("etag"), "", "{path}");
    }
}

#[tokio::test]
async fn an_address_that_is_longer_than_any_of_ours_is_refused() {
    let at_most = format!("/?{}", "a".repeat(7_998));
    assert_eq!(get(&at_most, "identity").await.status, StatusCode::OK);
    let page = get(&format!("{at_most}a"), "identity").await;
    assert_eq!(page.status, StatusCode::URI_TOO_LONG);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(
        page.text().contains("an address has at most 8000 bytes"),
        "{}",
        page.text()
    );
    let problem = get(&format!("/api/v1/schema?{}", "a".repeat(8_000)), "identity").await;
    assert_eq!(problem.status, StatusCode::URI_TOO_LONG);
    assert_eq!(problem.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn it_says_that_it_is_well() {
    let answer = get("/healthz", "identity").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text(), "ok\n");
}

/// An address of the longest that is answered with a page, full of answers, for so many hosts.
pub(crate) fn worst_address(view: &str, hosts: usize, filler: &str) -> String {
    const LONGEST: usize = 8_000;
    let mut paths = Vec::new();
    for field in planner::FIELDS {
        paths.extend((0..if field.is_of_host() { hosts } else { 1 }).map(|host| field.path(host)));
    }
    let mut address = format!("/result?view={view}&file={}", filler.repeat(190));
    let share = LONGEST / paths.len();
    for path in paths {
        let Some(room) = LONGEST.checked_sub(address.len() + path.len() + 2) else {
            break;
        };
        address.extend(["&", &path, "=", &filler.repeat(room.min(share))]);
    }
    address
}

#[tokio::test]
async fn no_page_is_large_whatever_its_address_says() {
    for view in ["overview", "numbers", "outlook", "files"] {
        // A link must write a colon in three characters.
        for (hosts, filler) in [(1, ":"), (1, "a"), (4, ":"), (4, "a"), (20, "a")] {
            let page = get(&worst_address(view, hosts, filler), "identity").await;
            assert_eq!(page.status, StatusCode::OK);
            let bytes = page.body.len();
            // Of 256 connections whose clients take nothing: 192 MB at worst.
            assert!(
                bytes < 750_000,
                "{view}, {hosts} hosts of {filler}: {bytes} bytes"
            );
        }
    }
}
