//! The wizard's download without script: a form in, a file out.

use axum::{
    body::Bytes,
    extract::{Query, State, rejection::BytesRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use form_urlencoded::Serializer;
use planner::{Raw, Spec};

use crate::{
    Config,
    api::{Format, send_bundle},
    headers::NO_STORE,
    pages,
    problem::Error,
    read,
};

/// The longest address that we send somebody to. RFC 9110, 4.1 asks everyone to take 8,000 bytes.
const LONGEST_ADDRESS: usize = 8_000;

/// Sends the bundle. Where something is wrong, the wizard says what, with every answer still in its place.
pub(crate) async fn download(
    State(config): State<Config>,
    Query(format): Query<Format>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Error> {
    let packing = format.packing()?;
    let raw = read::form(&body.map_err(Error::Body)?);
    match Spec::read(&raw) {
        Ok(spec) => send_bundle(&spec, packing),
        Err(_) => Ok(show_problems(&config, &query(&raw))),
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
