//! What a browser shows where the wizard cannot be asked.

use axum::response::{Html, IntoResponse, Response};

use crate::Config;
use crate::headers::NO_STORE;
use crate::problem::Error;

/// A page that says why there is no answer.
pub(crate) fn failure(config: &Config, error: &Error) -> Response {
    let status = error.status();
    let title = status.canonical_reason().unwrap_or("Error");
    let message = escaped(&error.to_string());
    let assets = config.site.folder();
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Howdah</title>
<link rel="icon" href="{assets}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{assets}/main.css">
</head>
<body>
<main class="nothing">
<h1>{title}</h1>
<p>This cannot be answered: {message}.</p>
<p><a href="/">Go to the first question</a></p>
</main>
</body>
</html>
"#
    );
    (status, [NO_STORE], Html(html)).into_response()
}

/// As text of an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
