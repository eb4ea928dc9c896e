//! What is logged of a request: method, path, status and time. Query strings and bodies hold what
//! the user typed, so they are left out.

use std::time::Duration;

use axum::http::{Request, Response};
use tracing::{Span, info, info_span};

pub(crate) fn span<B>(request: &Request<B>) -> Span {
    info_span!("request", method = %request.method(), path = request.uri().path())
}

pub(crate) fn response<B>(response: &Response<B>, latency: Duration, _span: &Span) {
    info!(status = response.status().as_u16(), ?latency);
}
