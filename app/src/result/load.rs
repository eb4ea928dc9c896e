//! What the users ask for, with its uncertainty, against what the plan can do.

use planner::Plan;
use planner::plan::Range;

use super::value_row::value_row;
use crate::ui::bar::place;
use crate::ui::markup::{Element, el, el_of};
use crate::ui::number::grouped;

/// The scale shows at least somewhat more than all of the capacity, in per cent.
const AT_LEAST: u64 = 120;
const CAPACITY: u64 = 100;

pub(super) fn load(plan: &Plan) -> Element {
    let rows = rows(plan);
    let whole = rows
        .iter()
        .map(|(_, range)| range.high)
        .max()
        .unwrap_or(0)
        .max(AT_LEAST);
    let bands = rows.into_iter().map(|(name, range)| band(name, range, whole));
    let words = "Background jobs as a share of what this plan can do, which is where the line stands. \
                 The pale band is how far off the estimate may be.";
    let load = plan.load.values();
    let capacity = plan.capacity.values();
    let figures = el_of("details", "more-values")
        .with(el("summary").text("The figures behind it"))
        .with(el_of("div", "legend").with_all(load.iter().chain(&capacity).map(value_row)));
    el_of("section", "load")
        .attr("id", "load")
        .attr("aria-labelledby", "load-title")
        .with(el("h3").attr("id", "load-title").text("Load and capacity"))
        .with(el("p").text(words))
        .with(el_of("dl", "bands").with_all(bands))
        .with(figures)
}

/// Shares of the capacity in per cent, with the uncertainty of the jobs a day.
fn rows(plan: &Plan) -> Vec<(&'static str, Range<u64>)> {
    let used = plan.capacity.use_of_capacity;
    let jobs = plan.load.jobs_per_day.value;
    let with_band = |percent: u64| Range {
        low: scaled(percent, jobs.low, jobs.likely),
        likely: percent,
        high: scaled(percent, jobs.high, jobs.likely),
    };
    let mut rows = vec![
        ("Ordinary day, mean", with_band(used.mean_percent)),
        ("Ordinary day, peak", with_band(used.peak_percent)),
    ];
    if plan.spec.load.surge > 1 {
        rows.push(("Surge, peak", with_band(used.surge_percent)));
    }
    rows
}

fn scaled(percent: u64, part: u64, whole: u64) -> u64 {
    percent.saturating_mul(part).checked_div(whole).unwrap_or(percent)
}

fn band(name: &'static str, range: Range<u64>, whole: u64) -> Element {
    let Range { low, likely, high } = range;
    let words = if low == high {
        format!("{} %", grouped(likely))
    } else {
        format!("{} % ({} to {})", grouped(likely), grouped(low), grouped(high))
    };
    let is_over = (likely > CAPACITY).then_some("");
    let value = el("dd")
        .with(el_of("span", "band-words").text(words))
        .with(picture(range, whole));
    el_of("div", "band")
        .attr_if("data-over", is_over)
        .with(el("dt").text(name))
        .with(value)
}

fn picture(range: Range<u64>, whole: u64) -> Element {
    let Range { low, likely, high } = range;
    let rect = |class, x: String, width: String, y, height| {
        el_of("rect", class)
            .attr("x", x)
            .attr("width", width)
            .attr("y", y)
            .attr("height", height)
    };
    let capacity = place(CAPACITY, whole);
    el_of("svg", "band-picture")
        .attr("width", "100%")
        .attr("height", "18")
        .attr("aria-hidden", "true")
        .with(rect("band-ground", "0".to_owned(), "100%".to_owned(), "6", "6"))
        .with(rect(
            "band-range",
            place(low, whole),
            place(high.saturating_sub(low), whole),
            "3",
            "12",
        ))
        .with(
            el_of("line", "band-capacity")
                .attr("x1", capacity.clone())
                .attr("x2", capacity)
                .attr("y1", "0")
                .attr("y2", "18"),
        )
        .with(
            el_of("circle", "band-likely")
                .attr("cx", place(likely, whole))
                .attr("cy", "9")
                .attr("r", "5"),
        )
}
