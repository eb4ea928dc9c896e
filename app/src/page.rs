//! The HTML document around the app.

use leptos::prelude::*;

use crate::address::Address;
use crate::location::Location;
use crate::steps::Step;
use crate::{rules, wizard};

/// A rendered document, and whether there is anything at its path.
#[derive(Debug)]
pub struct Page {
    pub found: bool,
    pub html: String,
}

/// Renders the document for `location`; `assets` is the folder of script and style in URLs.
pub fn render(location: Location, assets: &str) -> Page {
    if location.path == rules::PATH {
        return Page {
            found: true,
            html: document("Every rule · Howdah", assets, "", &html(rules::page)),
        };
    }
    let step = Address::read(&location).map(|address| address.step);
    let title = step.map_or_else(|| "Not found · Howdah".to_owned(), Step::document_title);
    Page {
        found: step.is_some(),
        html: document(&title, assets, &scripts(assets), &html(|| wizard::page(location))),
    }
}

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// What makes the page live. The module for files is not among it: `start.js` fetches that later.
fn scripts(assets: &str) -> String {
    format!(
        r#"<link rel="modulepreload" href="{assets}/app.js">
<link rel="preload" href="{assets}/app_bg.wasm" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="{assets}/start.js"></script>
"#
    )
}

/// Nothing is inline, so that the content security policy can forbid inline scripts and styles.
fn document(title: &str, assets: &str, scripts: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="From hardware and active users to every configuration file of a Mastodon server, with the reason for every number.">
<title>{title}</title>
<link rel="icon" href="{assets}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{assets}/main.css">
{scripts}</head>
<body>{body}</body>
</html>
"#
    )
}
