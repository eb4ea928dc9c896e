//! Pages and the site's files, through the router.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, Bytes},
    http::{Request, Response, StatusCode, header},
};
use server::{Config, File, Site};
use tower::ServiceExt;

fn site() -> Site {
    let file = File {
        plain: Bytes::from_static(b"plain"),
        gzip: Some(Bytes::from_static(b"gzipped")),
        brotli: Some(Bytes::from_static(b"brotlied")),
    };
    Site::new(BTreeMap::from([("app.js".to_owned(), file)]))
}

async fn get(path: &str, accept_encoding: &str) -> Response<Body> {
    let request = Request::get(path).header(header::ACCEPT_ENCODING, accept_encoding);
    let router = server::router(Config {
        site: Arc::new(site()),
    });
    router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn header<'response>(response: &'response Response<Body>, name: &str) -> &'response str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_page_names_files_of_this_build() {
    let html = text(get("/", "identity").await).await;
    assert!(
        html.contains(&format!("src=\"{}/start.js\"", site().folder())),
        "{html}"
    );
}

#[tokio::test]
async fn nothing_in_the_page_is_inline() {
    let html = text(get("/?site.domain=%22%3E%3Cscript%3E", "identity").await).await;
    assert!(
        !html.contains("<script>") && !html.contains(" style=") && !html.contains("<style"),
        "{html}"
    );
}

#[tokio::test]
async fn a_page_that_is_not_there_is_404_and_still_a_page() {
    let response = get("/no/such/page", "identity").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(text(response).await.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn every_answer_forbids_inline_scripts_sniffing_and_framing() {
    for path in ["/", "/no/such/page", "/healthz", "/pkg/0/app.js"] {
        let response = get(path, "identity").await;
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer", "{path}");
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
        let response = get(&path, accepted).await;
        assert_eq!(header(&response, "content-encoding"), encoding);
        assert_eq!(
            header(&response, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(
            header(&response, "content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(header(&response, "vary"), "accept-encoding");
        assert_eq!(text(response).await, body);
    }
}

#[tokio::test]
async fn files_of_another_build_are_not_mixed_in() {
    let response = get("/pkg/0123456789abcdef/app.js", "identity").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(header(&response, "cache-control"), "");
}

#[tokio::test]
async fn it_says_that_it_is_well() {
    let response = get("/healthz", "identity").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "ok\n");
}
