//! A tag for what may be kept but must be asked about each time, so that the answer can be "not modified".
//!
//! Files below `/pkg` need none: their address changes with their bytes, and nobody asks about them again.

use std::fmt::Write;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Bytes of the hash that are in a tag: 128 bits, so that no two texts share one.
const HASH_BYTES: usize = 16;

pub(crate) async fn tag(request: Request, next: Next) -> Response {
    // The answer to HEAD has lost its body here. It may lack what is known from the body only: RFC 9110, 9.3.2.
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || !is_asked_about(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag_of(&bytes);
    let is_known = knows(&asked, &tag);
    if let Ok(value) = HeaderValue::try_from(tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if !is_known {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    for of_the_body in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(of_the_body);
    }
    Response::from_parts(parts, Body::empty())
}

fn is_asked_about(headers: &HeaderMap) -> bool {
    let control = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok());
    control.is_some_and(|control| control.split(',').any(|part| part.trim() == "no-cache"))
}

/// Weak, since the same text is sent in several codings: RFC 9110, 8.8.1.
fn tag_of(bytes: &Bytes) -> String {
    let hash = Sha256::digest(bytes);
    let mut tag = String::from("W/\"");
    for byte in &hash[..HASH_BYTES] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether `If-None-Match` names this tag, or any: RFC 9110, 13.1.2.
fn knows(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag.trim_start_matches("W/"))
}
