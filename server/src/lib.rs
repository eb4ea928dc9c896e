//! The wizard and its API over HTTP. Holds no state: any request can go to any process.

mod assets;
mod headers;
mod log;
mod pages;
mod site;

use std::{sync::Arc, time::Duration};

use axum::{Router, http::StatusCode, middleware::map_response, routing::get};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer, trace::TraceLayer,
};

pub use site::{File, Site};

/// The largest request we read. Our judgement: a Spec of fifty hosts is under 20 KiB.
const MAX_BODY_BYTES: usize = 256 * 1024;

/// The longest a request may take. Our judgement: a plan and its zip take milliseconds.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What the server needs to know to answer requests.
#[derive(Clone, Debug)]
pub struct Config {
    pub site: Arc<Site>,
}

/// Every route and every layer.
pub fn router(config: Config) -> Router {
    let compressed = Router::new()
        .route("/healthz", get(pages::healthz))
        .fallback(get(pages::show_page))
        .layer(CompressionLayer::new());
    let compressed_at_build = Router::new().route("/pkg/{version}/{*name}", get(assets::send));

    // The last layer is the outermost.
    compressed
        .merge(compressed_at_build)
        .with_state(config)
        .layer(RequestBodyLimitLayer::new(MAX_BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_TIMEOUT,
        ))
        .layer(CatchPanicLayer::new())
        .layer(map_response(headers::secure))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::span)
                .on_response(log::response),
        )
}
