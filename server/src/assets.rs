//! Sends the front end's files in the best form that the browser takes.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::{Config, File};

/// A file's address has the hash of its build, so it never changes: RFC 8246.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub(crate) async fn send(
    State(config): State<Config>,
    Path((version, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let Some(file) = config.site.get(&version, &name) else {
        return (StatusCode::NOT_FOUND, "no such file\n").into_response();
    };
    let (encoding, bytes) = best_form(file, &request);
    let mut response = bytes.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(&name)),
    );
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn best_form<'file>(
    file: &'file File,
    request: &HeaderMap,
) -> (Option<&'static str>, &'file axum::body::Bytes) {
    match (&file.brotli, &file.gzip) {
        (Some(bytes), _) if accepts(request, "br") => (Some("br"), bytes),
        (_, Some(bytes)) if accepts(request, "gzip") => (Some("gzip"), bytes),
        _ => (None, &file.plain),
    }
}

/// Whether `Accept-Encoding` names this coding and does not refuse it with `q=0` (RFC 9110, 12.5.3).
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let mut parts = item.split(';').map(str::trim);
            parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding))
                && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(accept_encoding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accept_encoding))])
    }

    #[test]
    fn takes_codings_that_are_named_and_not_refused() {
        assert!(accepts(&request("gzip, deflate, br"), "br"));
        assert!(accepts(&request("br;q=0.5"), "br"));
        assert!(accepts(&request("gzip;q=1.0, BR"), "br"));
        assert!(!accepts(&request("gzip, deflate"), "br"));
        assert!(!accepts(&request("br;q=0, gzip"), "br"));
        assert!(!accepts(&request("br; q=0.000"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
