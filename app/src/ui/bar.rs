//! A stacked bar. Widths are attributes of SVG, since a strict policy allows no inline style.

use leptos::prelude::*;

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
const WHOLE: u64 = 10_000;

pub fn bar(segments: Vec<Segment>, whole: u64, words: String) -> AnyView {
    let mut start = 0;
    let parts = segments.into_iter().map(|segment| {
        let width = share(segment.amount, whole).min(WHOLE - start);
        let middle = start + width / 2;
        let key = if width >= KEY_NEEDS { segment.key } else { String::new() };
        let part = view! {
            <rect class="bar-part" data-tone=segment.tone x=percent(start) y="0" width=percent(width) height="100%" />
            <text class="bar-key" x=percent(middle) y="50%" dy="0.36em" text-anchor="middle">{key}</text>
        };
        start += width;
        part
    });
    let parts = parts.collect_view();
    view! {
        <svg class="bar" role="img" aria-label=words width="100%" height="32">
            {parts}
        </svg>
    }
    .into_any()
}

/// How far along a bar an amount is.
pub fn place(amount: u64, whole: u64) -> String {
    percent(share(amount, whole).min(WHOLE))
}

fn share(amount: u64, whole: u64) -> u64 {
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
