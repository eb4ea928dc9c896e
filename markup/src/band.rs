//! Estimates with their uncertainty, one below another on the same scale.

use crate::bar::place;
use crate::{Element, el, el_of};

/// A row. All amounts are places on the scale.
#[derive(Clone, Debug)]
pub struct Band {
    pub name: String,
    /// The estimate as people read it.
    pub words: String,
    pub low: u64,
    pub likely: u64,
    pub high: u64,
    /// Whether it has gone beyond what the line stands for.
    pub is_over: bool,
}

/// From nothing to the whole.
#[derive(Clone, Debug)]
pub struct Scale {
    pub whole: u64,
    /// What the rows are held against.
    pub line: u64,
    /// The first and the last may be its ends.
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug)]
pub struct Mark {
    pub at: u64,
    pub words: String,
}

impl Mark {
    /// Words at the ends stay within the picture.
    pub(crate) fn anchor(&self, whole: u64) -> &'static str {
        match self.at {
            0 => "start",
            at if at == whole => "end",
            _ => "middle",
        }
    }
}

/// The rows with their scale below them.
pub fn bands(rows: Vec<Band>, scale: &Scale) -> [Element; 2] {
    let rows = rows.into_iter().map(|row| band(row, scale));
    [el_of("dl", "bands").with_all(rows), axis(scale)]
}

fn band(band: Band, scale: &Scale) -> Element {
    let picture = picture(&band, scale);
    let value = el("dd")
        .with(el_of("span", "band-words").text(band.words))
        .with(picture);
    el_of("div", "band")
        .attr_if("data-over", band.is_over.then_some(""))
        .with(el("dt").text(band.name))
        .with(value)
}

fn picture(band: &Band, scale: &Scale) -> Element {
    let rect = |class, x: String, width: String, y, height| {
        el_of("rect", class)
            .attr("x", x)
            .attr("width", width)
            .attr("y", y)
            .attr("height", height)
    };
    let line = place(scale.line, scale.whole);
    el_of("svg", "band-picture")
        .attr("width", "100%")
        .attr("height", "18")
        .attr("aria-hidden", "true")
        .with(rect("band-ground", "0".to_owned(), "100%".to_owned(), "6", "6"))
        .with(rect(
            "band-range",
            place(band.low, scale.whole),
            place(band.high.saturating_sub(band.low), scale.whole),
            "3",
            "12",
        ))
        .with(
            el_of("line", "band-line")
                .attr("x1", line.clone())
                .attr("x2", line)
                .attr("y1", "0")
                .attr("y2", "18"),
        )
        .with(
            el_of("circle", "band-likely")
                .attr("cx", place(band.likely, scale.whole))
                .attr("cy", "9")
                .attr("r", "5"),
        )
}

/// The marks' words, below the rows.
fn axis(scale: &Scale) -> Element {
    let marks = scale.marks.iter().map(|mark| {
        let class = if mark.at == scale.line {
            "axis-line"
        } else {
            "axis-mark"
        };
        el_of("text", class)
            .attr("x", place(mark.at, scale.whole))
            .attr("y", "12")
            .attr("text-anchor", mark.anchor(scale.whole))
            .text(mark.words.clone())
    });
    let picture = el_of("svg", "band-picture")
        .attr("width", "100%")
        .attr("height", "16")
        .with_all(marks);
    el_of("div", "band axis")
        .attr("aria-hidden", "true")
        .with(el("span"))
        .with(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(low: u64, likely: u64, high: u64) -> String {
        let row = Band {
            name: "Peak".to_owned(),
            words: "about half".to_owned(),
            low,
            likely,
            high,
            is_over: likely > 100,
        };
        let marks = [0, 100, 200].map(|at| Mark {
            at,
            words: format!("{at} %"),
        });
        let scale = Scale {
            whole: 200,
            line: 100,
            marks: marks.into(),
        };
        bands(vec![row], &scale)
            .map(|element| element.to_string())
            .concat()
    }

    #[test]
    fn a_row_is_drawn_where_its_amounts_are() {
        let html = html(20, 50, 80);
        // 20 of 200, and 60 of 200 further; 50 of 200; the line in the middle.
        assert!(
            html.contains("class=\"band-range\" x=\"10.00%\" width=\"30.00%\""),
            "{html}"
        );
        assert!(html.contains("cx=\"25.00%\""), "{html}");
        assert!(html.contains("x1=\"50.00%\" x2=\"50.00%\""), "{html}");
        assert!(!html.contains("data-over"), "{html}");
    }

    #[test]
    fn what_is_beyond_the_line_is_marked() {
        assert!(html(50, 101, 200).contains("data-over"));
    }

    #[test]
    fn words_at_the_ends_stay_within_the_picture() {
        let html = html(0, 0, 0);
        assert!(
            html.contains("x=\"0.00%\" y=\"12\" text-anchor=\"start\">0 %"),
            "{html}"
        );
        assert!(
            html.contains("x=\"100.00%\" y=\"12\" text-anchor=\"end\">200 %"),
            "{html}"
        );
        assert!(
            html.contains("class=\"axis-line\" x=\"50.00%\" y=\"12\" text-anchor=\"middle\">100 %"),
            "{html}"
        );
    }
}
