//! A stacked bar. Widths are attributes of SVG, since a strict policy allows no inline style.

use super::element::{Element, el_of};

/// One part of a bar.
#[derive(Clone, Debug)]
pub struct Segment {
    pub amount: u64,
    /// Names a colour in the style sheet.
    pub tone: &'static str,
    /// Stands in the segment where it has room; ties it to its line in the legend.
    pub key: String,
}

/// Narrower segments have no room for their key, in hundredths of a per cent.
const KEY_NEEDS: u64 = 350;

/// Parts of a whole, in hundredths of a per cent so that whole numbers do.
pub(crate) const WHOLE: u64 = 10_000;

pub fn bar(segments: Vec<Segment>, whole: u64, words: String) -> Element {
    let mut bar = el_of("svg", "bar")
        .attr("role", "img")
        .attr("aria-label", words)
        .attr("width", "100%")
        .attr("height", "32");
    let mut start = 0;
    for segment in segments {
        let width = share(segment.amount, whole).min(WHOLE - start);
        bar = bar.with(part(segment.tone, start, width));
        if width >= KEY_NEEDS {
            bar = bar.with(key(segment.key, start + width / 2));
        }
        start += width;
    }
    bar
}

fn part(tone: &'static str, start: u64, width: u64) -> Element {
    el_of("rect", "bar-part")
        .key(tone)
        .attr("data-tone", tone)
        .attr("x", percent(start))
        .attr("width", percent(width))
        .attr("height", "100%")
}

fn key(key: String, middle: u64) -> Element {
    el_of("text", "bar-key")
        .attr("x", percent(middle))
        .attr("y", "50%")
        .attr("dy", "0.36em")
        .attr("text-anchor", "middle")
        .text(key)
}

/// How far along a bar an amount is.
pub fn place(amount: u64, whole: u64) -> String {
    percent(share(amount, whole).min(WHOLE))
}

pub(crate) fn share(amount: u64, whole: u64) -> u64 {
    amount.saturating_mul(WHOLE).checked_div(whole).unwrap_or(0)
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_per_cent_of_the_whole() {
        assert_eq!(place(1, 4), "25.00%");
        assert_eq!(place(1, 3), "33.33%");
        assert_eq!(place(9, 4), "100.00%");
        assert_eq!(place(1, 0), "0.00%");
    }
}
