//! What the users ask for, with its uncertainty, against what the plan can do.

use planner::Plan;
use planner::plan::Range;

use super::value_row::value_row;
use crate::ui::bar::place;
use crate::ui::markup::{Element, el, el_of};
use crate::ui::number::grouped;

const CAPACITY: u64 = 100;

pub(super) fn load(plan: &Plan) -> Element {
    let rows = rows(plan);
    let scale = Scale::up_to(rows.iter().map(|(_, range)| range.high).max().unwrap_or(0));
    let bands = rows
        .into_iter()
        .map(|(name, range)| band(name, range, scale.whole));
    let words = "What is asked for as a share of what may be used of this host. The dot is the estimate, the pale band how far off it may \
                 be. Right of the line at 100 %, jobs and pages wait.";
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
        .with(axis(&scale))
        .with(figures)
}

/// From nothing to somewhat more than the most that is shown, so that nothing is cut off.
struct Scale {
    whole: u64,
    step: u64,
}

impl Scale {
    /// Ways from one mark to the next, in per cent. The last is that of a plan that is out of all proportion.
    const STEPS: [u64; 9] = [25, 50, 100, 200, 500, 1_000, 10_000, 100_000, 1_000_000];
    /// More marks than these have no room for their numbers on a phone. Our judgement.
    const MARKS_MAX: u64 = 5;
    /// What the dot needs beside it, in per cent of the whole.
    const MARGIN_PERCENT: u64 = 4;

    fn up_to(most: u64) -> Self {
        let most = most.max(CAPACITY);
        let least = most.saturating_add(most.saturating_mul(Self::MARGIN_PERCENT) / 100);
        let has_room = |step: &&u64| least.div_ceil(**step) <= Self::MARKS_MAX;
        let [.., last] = Self::STEPS;
        let step = *Self::STEPS.iter().find(has_room).unwrap_or(&last);
        Self {
            whole: least.div_ceil(step).saturating_mul(step),
            step,
        }
    }

    /// All of the capacity is among them, and no other that would stand in its way.
    fn marks(&self) -> Vec<u64> {
        let steps = (0..=Self::MARKS_MAX).map(|mark| mark * self.step);
        let steps = steps.filter(|&mark| mark <= self.whole);
        let is_far = |mark: &u64| mark.abs_diff(CAPACITY) >= self.step.min(self.whole / 8);
        let mut marks: Vec<_> = steps.filter(is_far).collect();
        marks.push(CAPACITY);
        marks.sort_unstable();
        marks
    }
}

/// The marks' numbers, below the bands.
fn axis(scale: &Scale) -> Element {
    let marks = scale.marks().into_iter().map(|mark| {
        let anchor = match mark {
            0 => "start",
            mark if mark == scale.whole => "end",
            _ => "middle",
        };
        el_of(
            "text",
            if mark == CAPACITY {
                "axis-capacity"
            } else {
                "axis-mark"
            },
        )
        .attr("x", place(mark, scale.whole))
        .attr("y", "12")
        .attr("text-anchor", anchor)
        .text(format!("{} %", grouped(mark)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_beyond_what_is_shown_and_has_all_of_the_capacity() {
        // 100 and its margin of 4 are five steps of 25.
        let of = |most| {
            let scale = Scale::up_to(most);
            (scale.whole, scale.marks())
        };
        assert_eq!(of(7), (125, vec![0, 25, 50, 75, 100, 125]));
        // 272 and 10 are three steps of 100; 158 and 6 are four of 50.
        assert_eq!(of(272), (300, vec![0, 100, 200, 300]));
        assert_eq!(of(158), (200, vec![0, 50, 100, 150, 200]));
        // 1,900 and 76 are four steps of 500.
        assert_eq!(of(1_900), (2_000, vec![100, 500, 1_000, 1_500, 2_000]));
    }
}
