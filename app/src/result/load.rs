//! What the users ask for, with its uncertainty, against what the plan can do.

use markup::band::{Band, Mark, Scale, bands};
use markup::number::grouped;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::Range;

use super::value_row::value_row;

const CAPACITY: u64 = 100;

pub(super) fn load(plan: &Plan) -> Element {
    let rows = rows(plan);
    let scale = scale(rows.iter().map(|(_, range)| range.high).max().unwrap_or(0));
    let rows = rows.into_iter().map(|(name, range)| band(name, range));
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
        .with_all(bands(rows.collect(), &scale))
        .with(figures)
}

/// Ways from one mark to the next, in per cent. The last is that of a plan that is out of all proportion.
const STEPS: [u64; 9] = [25, 50, 100, 200, 500, 1_000, 10_000, 100_000, 1_000_000];
/// More marks than these have no room for their numbers on a phone. Our judgement.
const MARKS_MAX: u64 = 4;
/// What the dot needs beside it, in per cent of the whole.
const MARGIN_PERCENT: u64 = 4;

/// From nothing to somewhat more than the most that is shown, so that nothing is cut off.
fn scale(most: u64) -> Scale {
    let most = most.max(CAPACITY);
    let least = most.saturating_add(most.saturating_mul(MARGIN_PERCENT) / 100);
    let has_room = |step: &&u64| least.div_ceil(**step) <= MARKS_MAX;
    let [.., last] = STEPS;
    let step = *STEPS.iter().find(has_room).unwrap_or(&last);
    let whole = least.div_ceil(step).saturating_mul(step);
    let marks = marks(whole, step).into_iter().map(|at| Mark {
        at,
        words: format!("{} %", grouped(at)),
    });
    Scale {
        whole,
        line: CAPACITY,
        marks: marks.collect(),
    }
}

/// All of the capacity is among them, and no other that would stand in its way.
fn marks(whole: u64, step: u64) -> Vec<u64> {
    let steps = (0..=MARKS_MAX)
        .map(|mark| mark * step)
        .filter(|&mark| mark <= whole);
    let is_far = |mark: &u64| mark.abs_diff(CAPACITY) >= step.min(whole / 6);
    let mut marks: Vec<_> = steps.filter(is_far).collect();
    marks.push(CAPACITY);
    marks.sort_unstable();
    marks
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

fn band(name: &str, range: Range<u64>) -> Band {
    let Range { low, likely, high } = range;
    let words = if low == high {
        format!("{} %", grouped(likely))
    } else {
        format!("{} % ({} to {})", grouped(likely), grouped(low), grouped(high))
    };
    Band {
        name: name.to_owned(),
        words,
        low,
        likely,
        high,
        is_over: likely > CAPACITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_beyond_what_is_shown_and_has_all_of_the_capacity() {
        // 100 and its margin of 4 are three steps of 50, and would be five of 25.
        let of = |most| {
            let scale = scale(most);
            let marks: Vec<_> = scale.marks.iter().map(|mark| mark.at).collect();
            (scale.whole, marks)
        };
        assert_eq!(of(7), (150, vec![0, 50, 100, 150]));
        // 272 and 10 are three steps of 100; 158 and 6 are four of 50.
        assert_eq!(of(272), (300, vec![0, 100, 200, 300]));
        assert_eq!(of(158), (200, vec![0, 50, 100, 150, 200]));
        // 1,900 and 76 are four steps of 500.
        assert_eq!(of(1_900), (2_000, vec![100, 500, 1_000, 1_500, 2_000]));
    }
}
