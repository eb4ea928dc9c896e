//! The HTML pages, and the answer to "are you up".

mod failure;

use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use crate::Config;
pub(crate) use failure::failure;

/// Any path that nothing else answers: the app knows which pages there are.
pub(crate) async fn show_page(State(config): State<Config>, uri: Uri) -> Response {
    page(&config, uri.path(), uri.query().unwrap_or_default())
}

pub(crate) fn page(config: &Config, path: &str, query: &str) -> Response {
    let location = app::Location {
        path: path.to_owned(),
        query: query.to_owned(),
    };
    let page = app::render(location, config.site.folder());
    let status = if page.found {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    // Pages show what the user typed and name the current scripts: no shared cache, ask again each time.
    (
        status,
        [(header::CACHE_CONTROL, "private, no-cache")],
        Html(page.html),
    )
        .into_response()
}

pub(crate) async fn healthz() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}
