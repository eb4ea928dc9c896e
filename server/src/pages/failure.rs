//! What a browser shows where the wizard cannot be asked.

use axum::response::{Html, IntoResponse, Response};

use crate::Config;
use crate::headers::NO_STORE;
use crate::problem::Error;

/// A page that says why there is no answer.
pub(crate) fn failure(config: &Config, error: &Error) -> Response {
    let status = error.status();
    let title = status.canonical_reason().unwrap_or("Error");
    let message = format!("This cannot be answered: {error}.");
    let html = app::failure(title, message, config.site.folder());
    (status, [NO_STORE], Html(html)).into_response()
}
