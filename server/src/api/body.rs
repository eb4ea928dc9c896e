//! The Spec in a request's body.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use planner::Spec;

use crate::problem::Error;
use crate::read::{self, Format};

/// A Spec in JSON or YAML, by `Content-Type` or, without one, by its looks.
pub(crate) struct SpecBody(pub(crate) Spec);

impl<S: Send + Sync> FromRequest<S> for SpecBody {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let format = format(request.headers())?;
        let body = Bytes::from_request(request, state).await.map_err(Error::Body)?;
        read::document(&body, format).map(Self).map_err(Error::Spec)
    }
}

fn format(headers: &HeaderMap) -> Result<Format, Error> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(Format::Unknown);
    };
    let given = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let mut parts = given.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let format = match media_type.as_str() {
        "" => Format::Unknown,
        "application/json" => Format::Json,
        // The first is registered by RFC 9512, which deprecates the others.
        "application/yaml" | "application/x-yaml" | "text/yaml" | "text/x-yaml" => Format::Yaml,
        other if other.ends_with("+json") => Format::Json,
        other if other.ends_with("+yaml") => Format::Yaml,
        _ => return Err(Error::MediaType(given)),
    };
    if parts.all(is_utf8_or_no_charset) {
        Ok(format)
    } else {
        Err(Error::MediaType(given))
    }
}

fn is_utf8_or_no_charset(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    !name.trim().eq_ignore_ascii_case("charset")
        || ["utf-8", "utf8", "us-ascii"]
            .iter()
            .any(|utf8| value.trim_matches([' ', '"']).eq_ignore_ascii_case(utf8))
}
