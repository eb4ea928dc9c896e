//! Icons, drawn here. They stand beside words, never alone, so readers aloud skip them.

use leptos::prelude::*;

fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
    .into_any()
}

/// A cross in an octagon.
pub fn error() -> AnyView {
    icon("M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM6 6l4 4M10 6l-4 4")
}

/// An exclamation mark in a triangle.
pub fn warning() -> AnyView {
    icon("M8 1.8 14.6 13.6H1.4zM8 6.2v3.2M8 11.6v.1")
}

/// An i in a circle.
pub fn advice() -> AnyView {
    icon("M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7.4v3.6M8 4.9v.1")
}

pub fn tick() -> AnyView {
    icon("M2.5 8.6 6.2 12.3 13.5 4")
}

pub fn download() -> AnyView {
    icon("M8 1.8v8.4M4.4 6.9 8 10.4l3.6-3.5M2 14h12")
}
