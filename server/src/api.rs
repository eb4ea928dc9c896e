//! The API: a Spec in, a plan or a bundle out.

mod body;
mod plan;
mod schema;

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use planner::Spec;
use serde::Deserialize;

pub use plan::PlanAnswer;
pub use schema::schema;

use crate::bundle::{self, Packing};
use crate::headers::NO_STORE;
use crate::problem::Error;
use body::SpecBody;

/// `?format=zip` or `?format=tar.gz`.
#[derive(Debug, Deserialize)]
pub(crate) struct Format {
    format: Option<String>,
}

pub(crate) async fn show_plan(SpecBody(spec): SpecBody) -> Response {
    let plan = planner::plan(&spec);
    ([NO_STORE], Json(PlanAnswer::new(&plan))).into_response()
}

pub(crate) async fn download_bundle(
    format: Result<Query<Format>, QueryRejection>,
    SpecBody(spec): SpecBody,
) -> Result<Response, Error> {
    send_bundle(&spec, packing(format)?)
}

pub(crate) async fn show_schema() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "application/schema+json"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        schema_text(),
    )
}

pub(crate) async fn nothing_here() -> Error {
    Error::NoSuchAddress
}

/// The bundle as a file to save, with secrets that nobody keeps here.
pub(crate) fn send_bundle(spec: &Spec, packing: Packing) -> Result<Response, Error> {
    let secrets = bundle::secrets(spec).map_err(|error| {
        tracing::error!(%error, "no secrets could be drawn");
        Error::Random(error)
    })?;
    let bytes = packing.pack(&bundle::of_plan(&planner::plan(spec), &secrets));
    let disposition = format!("attachment; filename=\"{}\"", bundle::file_name(spec, packing));
    Ok((
        [NO_STORE],
        [
            (header::CONTENT_TYPE, packing.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

pub(crate) fn packing(format: Result<Query<Format>, QueryRejection>) -> Result<Packing, Error> {
    let Query(Format { format }) = format.map_err(Error::Query)?;
    let Some(name) = format else {
        return Ok(Packing::Zip);
    };
    Packing::ALL
        .into_iter()
        .find(|packing| packing.extension() == name)
        .ok_or(Error::Packing(name))
}

/// The schema as a text that ends with a newline.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}
