//! What went wrong with a request, as problem details (RFC 9457).

use std::borrow::Cow;
use std::{fmt, slice};

use axum::extract::Request;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use planner::problem::{About, Problem};
use serde::Serialize;

use crate::headers::NO_STORE;
use crate::read::{MAX_BYTES, Rejection};

/// The longest address that we answer, or send somebody to, in bytes. RFC 9110, 4.1 asks everyone to take 8,000.
pub(crate) const LONGEST_ADDRESS: usize = 8_000;

/// Why there is no answer, of the API or of the form for a download.
#[derive(Debug)]
pub(crate) enum Error {
    Spec(Rejection),
    /// The body did not come, or was too long.
    Body(BytesRejection),
    MediaType(String),
    Packing(String),
    Query(QueryRejection),
    NoSuchAddress,
    AddressTooLong,
    /// None, two, or one that is none.
    Host,
    /// The system's source of randomness gave none.
    Random(getrandom::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(rejection) => rejection.fmt(f),
            Self::Body(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                write!(f, "a Spec has at most {MAX_BYTES} bytes")
            }
            Self::Body(_) => f.write_str("the body ended before it was complete"),
            Self::MediaType(given) => write!(
                f,
                "Content-Type is {:?}; send application/json or application/yaml in UTF-8",
                shortened(given)
            ),
            Self::Packing(given) => {
                write!(f, "format is {:?}; there are zip and tar.gz", shortened(given))
            }
            Self::Query(_) => f.write_str("the query is not one format"),
            Self::NoSuchAddress => f.write_str("there is nothing at this address"),
            Self::AddressTooLong => write!(f, "an address has at most {LONGEST_ADDRESS} bytes"),
            Self::Host => f.write_str("a request names one host (RFC 9112, 3.2)"),
            Self::Random(_) => f.write_str("no secrets could be drawn; try again"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Spec(rejection) => Some(rejection),
            Self::Body(rejection) => Some(rejection),
            Self::Query(rejection) => Some(rejection),
            Self::Random(error) => Some(error),
            Self::MediaType(_)
            | Self::Packing(_)
            | Self::NoSuchAddress
            | Self::AddressTooLong
            | Self::Host => None,
        }
    }
}

impl Error {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Spec(Rejection::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Body(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Spec(Rejection::Malformed(_))
            | Self::Body(_)
            | Self::Packing(_)
            | Self::Query(_)
            | Self::Host => StatusCode::BAD_REQUEST,
            Self::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NoSuchAddress => StatusCode::NOT_FOUND,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::Random(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The body of an error. `errors` is there for a bad Spec only.
#[derive(Debug, Serialize)]
struct Details<'a> {
    r#type: &'a str,
    title: Cow<'a, str>,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<BadField>,
}

/// One thing that is wrong with a Spec.
#[derive(Debug, Serialize)]
struct BadField {
    /// Such as `hosts.0.memory`; empty for the document as a whole.
    path: String,
    /// What was given; empty when nothing was.
    value: String,
    message: String,
    /// What would be accepted.
    limit: String,
}

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// No more to say than the status does: RFC 9457, 4.2.1.
const BLANK: &str = "about:blank";
const BAD_SPEC: &str = "urn:howdah:problem:bad-spec";
const MALFORMED: &str = "urn:howdah:problem:malformed-document";

/// Characters of a bad value or name that are sent back. Our judgement: enough to find it again.
const LONGEST_VALUE: usize = 200;

/// Problems that are listed. Our judgement: several times the fields there are.
const MOST_PROBLEMS: usize = 200;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let details = Details::of(self.status(), self.to_string());
        match &self {
            Self::Spec(Rejection::Invalid(problems)) => details.with(BAD_SPEC, "Bad Spec", problems),
            Self::Spec(Rejection::Malformed(problem)) => {
                details.with(MALFORMED, "Malformed document", slice::from_ref(problem))
            }
            _ => details,
        }
        .into_response()
    }
}

impl<'a> Details<'a> {
    fn of(status: StatusCode, detail: String) -> Self {
        Self {
            detail: Some(detail),
            ..Self::bare(status)
        }
    }

    fn bare(status: StatusCode) -> Self {
        Self {
            r#type: BLANK,
            title: Cow::Borrowed(status.canonical_reason().unwrap_or("Error")),
            status: status.as_u16(),
            detail: None,
            errors: Vec::new(),
        }
    }

    fn with(self, r#type: &'a str, title: &'a str, problems: &[Problem]) -> Self {
        let errors = listed(problems)
            .into_iter()
            .map(
                |Problem {
                     about,
                     value,
                     message,
                     limit,
                 }| BadField {
                    path: about.to_string(),
                    value,
                    message,
                    limit,
                },
            )
            .collect();
        Self {
            r#type,
            title: Cow::Borrowed(title),
            errors,
            ..self
        }
    }
}

impl IntoResponse for Details<'_> {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, MEDIA_TYPE), NO_STORE], body).into_response()
    }
}

/// Problems as they are told: long values are cut, and so is a list that nobody would read to its end.
pub fn listed(problems: &[Problem]) -> Vec<Problem> {
    let cut = |problem: &Problem| Problem {
        about: match &problem.about {
            About::Path(path) => About::Path(shortened(path)),
            about => about.clone(),
        },
        value: shortened(&problem.value),
        message: problem.message.clone(),
        limit: problem.limit.clone(),
    };
    let mut listed: Vec<_> = problems.iter().take(MOST_PROBLEMS).map(cut).collect();
    if let Some(more) = problems.len().checked_sub(MOST_PROBLEMS).filter(|&more| more > 0) {
        listed.push(Problem {
            about: About::Document,
            value: String::new(),
            message: format!("{more} more problems are not listed"),
            limit: "the fields of the schema".to_owned(),
        });
    }
    listed
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

pub(crate) fn is_of_api(uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}

/// Layers and the router answer errors in their own ways: below `/api/`, all become problem details.
pub(crate) async fn as_details(request: Request, next: Next) -> Response {
    let is_api = is_of_api(request.uri());
    let mut response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_api && is_error && response.headers().get(header::CONTENT_TYPE) != Some(&MEDIA_TYPE) {
        let details = Details::bare(status).into_response();
        let (parts, body) = details.into_parts();
        response.headers_mut().extend(parts.headers);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = body;
    }
    response
}
