//! What the users ask for, with its uncertainty, against what the plan can do.

use leptos::prelude::*;
use planner::Plan;
use planner::plan::Range;

use super::value_row::value_row;
use crate::ui::bar::place;
use crate::ui::number::grouped;

pub(super) fn load(plan: &Plan) -> AnyView {
    let rows = rows(plan);
    let whole = rows
        .iter()
        .map(|(_, range)| range.high)
        .max()
        .unwrap_or(0)
        .max(AT_LEAST);
    let bars = rows
        .into_iter()
        .map(|(name, range)| band(name, range, whole))
        .collect_view();
    let values: Vec<_> = plan
        .load
        .values()
        .iter()
        .chain(&plan.capacity.values())
        .map(value_row)
        .collect();
    view! {
        <section class="load" aria-labelledby="load-title">
            <h3 id="load-title">"Load and capacity"</h3>
            <p>"Background jobs as a share of what this plan can do. The pale band is how far off the estimate may be."</p>
            <dl class="bands">{bars}</dl>
            <details class="more-values">
                <summary>"The figures behind it"</summary>
                <div class="legend">{values}</div>
            </details>
        </section>
    }
    .into_any()
}

/// The scale shows at least somewhat more than all of the capacity, in per cent.
const AT_LEAST: u64 = 120;
const CAPACITY: u64 = 100;

/// Shares of the capacity in per cent, with the uncertainty of the jobs a day.
fn rows(plan: &Plan) -> Vec<(&'static str, Range)> {
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

fn band(name: &'static str, range: Range, whole: u64) -> impl IntoView {
    let Range { low, likely, high } = range;
    let words = if low == high {
        format!("{} %", grouped(likely))
    } else {
        format!("{} % ({} to {})", grouped(likely), grouped(low), grouped(high))
    };
    let is_over = (likely > CAPACITY).then_some("");
    view! {
        <div class="band" data-over=is_over>
            <dt>{name}</dt>
            <dd>
                <span class="band-words">{words}</span>
                <svg class="band-picture" width="100%" height="18" aria-hidden="true">
                    <rect class="band-ground" x="0" y="6" width="100%" height="6" />
                    <rect class="band-range" x=place(low, whole) y="3" width=place(high.saturating_sub(low), whole) height="12" />
                    <line class="band-capacity" x1=place(CAPACITY, whole) x2=place(CAPACITY, whole) y1="0" y2="18" />
                    <circle class="band-likely" cx=place(likely, whole) cy="9" r="5" />
                </svg>
            </dd>
        </div>
    }
}
