//! An estimate over time, with its uncertainty.

use std::fmt::Write;

use crate::band::Mark;
use crate::bar::{WHOLE, place, share};
use crate::{Element, el, el_of};

#[derive(Clone, Debug)]
pub struct Curve {
    /// What is to be seen, for who does not see it.
    pub words: String,
    pub x: Axis,
    pub y: Axis,
    /// From left to right.
    pub points: Vec<Point>,
}

/// From nothing to the whole.
#[derive(Clone, Debug)]
pub struct Axis {
    pub whole: u64,
    pub marks: Vec<Mark>,
}

/// An estimate at a place on the axis below.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub x: u64,
    pub low: u64,
    pub likely: u64,
    pub high: u64,
}

pub fn curve(curve: &Curve) -> Element {
    let Curve { words, x, y, points } = curve;
    let at = |x_at: u64, y_at: u64| (share(x_at, x.whole), WHOLE - share(y_at, y.whole).min(WHOLE));
    let line = |of: fn(&Point) -> u64| points.iter().map(move |point| at(point.x, of(point)));
    let band = line(|point| point.high).chain(line(|point| point.low).rev());
    // Stretched to its place: coordinates are shares, and strokes keep their width.
    let shapes = el("svg")
        .attr("viewBox", format!("0 0 {WHOLE} {WHOLE}"))
        .attr("preserveAspectRatio", "none")
        .attr("width", "100%")
        .attr("height", "100%")
        .with(el_of("polygon", "curve-band").attr("points", coordinates(band)))
        .with(
            el_of("polyline", "curve-line")
                .attr("points", coordinates(line(|point| point.likely)))
                .attr("vector-effect", "non-scaling-stroke"),
        );
    let plot = el_of("svg", "curve-plot")
        .attr("role", "img")
        .attr("aria-label", words.clone())
        .with_all(y.marks.iter().map(|mark| rule(mark, y.whole)))
        .with(shapes);
    el_of("div", "curve").with(beside(y)).with(plot).with(below(x))
}

fn coordinates(points: impl Iterator<Item = (u64, u64)>) -> String {
    let mut text = String::new();
    for (x, y) in points {
        // Writing to a String cannot fail.
        let _ = write!(text, "{x},{y} ");
    }
    text.truncate(text.trim_end().len());
    text
}

fn from_top(mark: &Mark, whole: u64) -> String {
    place(whole - mark.at.min(whole), whole)
}

fn rule(mark: &Mark, whole: u64) -> Element {
    let y = from_top(mark, whole);
    el_of("line", "curve-rule")
        .attr("x1", "0")
        .attr("x2", "100%")
        .attr("y1", y.clone())
        .attr("y2", y)
}

fn beside(axis: &Axis) -> Element {
    let marks = axis.marks.iter().map(|mark| {
        el_of("text", "axis-mark")
            .attr("x", "100%")
            .attr("y", from_top(mark, axis.whole))
            .attr("dy", "0.36em")
            .attr("text-anchor", "end")
            .text(mark.words.clone())
    });
    el_of("svg", "curve-beside")
        .attr("aria-hidden", "true")
        .with_all(marks)
}

fn below(axis: &Axis) -> Element {
    let marks = axis.marks.iter().map(|mark| {
        el_of("text", "axis-mark")
            .attr("x", place(mark.at, axis.whole))
            .attr("y", "14")
            .attr("text-anchor", mark.anchor(axis.whole))
            .text(mark.words.clone())
    });
    el_of("svg", "curve-below")
        .attr("aria-hidden", "true")
        .attr("height", "18")
        .with_all(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(at: u64) -> Mark {
        Mark {
            at,
            words: at.to_string(),
        }
    }

    fn html() -> String {
        let point = |x, low, likely, high| Point { x, low, likely, high };
        curve(&Curve {
            words: "Falls".to_owned(),
            x: Axis {
                whole: 4,
                marks: [0, 4].map(mark).into(),
            },
            y: Axis {
                whole: 200,
                marks: [0, 100].map(mark).into(),
            },
            points: vec![point(0, 100, 100, 100), point(4, 0, 50, 200)],
        })
        .to_string()
    }

    /// Of 10,000: a quarter of the height is 7,500 from the top.
    #[test]
    fn the_line_goes_through_the_likely_points() {
        assert!(
            html().contains("class=\"curve-line\" points=\"0,5000 10000,7500\""),
            "{}",
            html()
        );
    }

    #[test]
    fn the_band_goes_along_the_high_ones_and_back_along_the_low_ones() {
        assert!(
            html().contains("class=\"curve-band\" points=\"0,5000 10000,0 10000,10000 0,5000\""),
            "{}",
            html()
        );
    }

    #[test]
    fn marks_stand_at_their_height() {
        assert!(
            html().contains("y=\"100.00%\" dy=\"0.36em\" text-anchor=\"end\">0<"),
            "{}",
            html()
        );
        assert!(
            html().contains("y=\"50.00%\" dy=\"0.36em\" text-anchor=\"end\">100<"),
            "{}",
            html()
        );
    }
}
