//! The wizard's download without script: a form in, a file out.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use form_urlencoded::Serializer;
use planner::{Raw, Spec};

use crate::api::{Format, packing, send_bundle};
use crate::headers::NO_STORE;
use crate::problem::{Error, LONGEST_ADDRESS};
use crate::{Config, pages, read};

/// Sends the bundle. Where something is wrong, a page says what: the wizard's, with every answer still in its place, where it is the
/// answers.
pub(crate) async fn download(
    State(config): State<Config>,
    format: Result<Query<Format>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    answer(&config, format, body).unwrap_or_else(|error| pages::failure(&config, &error))
}

fn answer(
    config: &Config,
    format: Result<Query<Format>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Error> {
    let packing = packing(format)?;
    let raw = read::form(&body.map_err(Error::Body)?);
    match Spec::read(&raw) {
        Ok(spec) => send_bundle(&spec, packing),
        Err(_) => Ok(show_problems(config, &query(&raw))),
    }
}

fn show_problems(config: &Config, query: &str) -> Response {
    // The last page shows the answers with their problems.
    let page = app::RESULT.path;
    let address = format!("{page}?{query}");
    if address.len() <= LONGEST_ADDRESS {
        return ([NO_STORE], Redirect::to(&address)).into_response();
    }
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        [NO_STORE],
        pages::page(config, page, query),
    )
        .into_response()
}

/// The answers as in a link.
fn query(raw: &Raw) -> String {
    Serializer::new(String::new()).extend_pairs(raw.iter()).finish()
}
