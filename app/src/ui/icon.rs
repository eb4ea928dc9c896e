//! Icons, drawn here. They stand beside words, never alone, so readers aloud skip them.

use markup::{Element, el, el_of};

fn icon(path: &'static str) -> Element {
    let path = el("path")
        .attr("d", path)
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "1.75")
        .attr("stroke-linecap", "round")
        .attr("stroke-linejoin", "round");
    el_of("svg", "icon")
        .attr("viewBox", "0 0 16 16")
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .with(path)
}

/// A cross in an octagon.
pub fn error() -> Element {
    icon("M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM6 6l4 4M10 6l-4 4")
}

/// An exclamation mark in a triangle.
pub fn warning() -> Element {
    icon("M8 1.8 14.6 13.6H1.4zM8 6.2v3.2M8 11.6v.1")
}

/// An i in a circle.
pub fn advice() -> Element {
    icon("M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7.4v3.6M8 4.9v.1")
}

pub fn tick() -> Element {
    icon("M2.5 8.6 6.2 12.3 13.5 4")
}

pub fn download() -> Element {
    icon("M8 1.8v8.4M4.4 6.9 8 10.4l3.6-3.5M2 14h12")
}
