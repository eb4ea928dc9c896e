//! Two days of Sidekiq's queues, by the simulation.

use markup::band::Mark;
use markup::curve::{Axis, Curve, Point, curve};
use markup::number::{grouped, grouped_in};
use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::Range;
use planner::simulation::{Course, HOURS, Simulation, simulate};

use crate::table::{Row, table};

pub(crate) fn drain(plan: &Plan) -> Element {
    let simulation = simulate(plan);
    let section = el_of("section", "drain")
        .attr("id", "drain")
        .attr("aria-labelledby", "drain-title")
        .with(el("h3").attr("id", "drain-title").text("Two days of the queues"))
        .with(el("p").text(words(&simulation)));
    let points = points(&simulation.courses);
    let Some(top) = top(&points) else {
        return section;
    };
    section.with(picture(points, top)).with(in_numbers(&simulation))
}

fn words(simulation: &Simulation) -> String {
    let queues = match simulation.backlog {
        0 => "Jobs that wait".to_owned(),
        backlog => format!(
            "{} jobs that wait at the start, and those that go on arriving",
            grouped(backlog)
        ),
    };
    let quiet = if top(&points(&simulation.courses)).is_some() {
        "The line is the likely load, the pale band how far off it may be."
    } else {
        "At no hour does any wait for more than a moment, not even with the highest load of the estimate."
    };
    format!("{queues}, with the evening's peak, by a simulation of this plan's Sidekiq. {quiet}")
}

fn points(courses: &Range<Course>) -> Vec<Point> {
    let point = |hours: usize| Point {
        x: hours as u64,
        low: courses.low.waiting_after(hours),
        likely: courses.likely.waiting_after(hours),
        high: courses.high.waiting_after(hours),
    };
    (0..=HOURS).map(point).collect()
}

/// The highest that is drawn: what is likely with room above it. A band that has no end runs out of the picture. None if nothing waits.
fn top(points: &[Point]) -> Option<u64> {
    let most = |of: fn(&Point) -> u64| points.iter().map(of).max().unwrap_or(0);
    let (likely, high) = (most(|point| point.likely), most(|point| point.high));
    let top = if likely == 0 { high } else { high.min(likely * 2) };
    (top > 0).then_some(top)
}

/// More marks than these are no help. Our judgement.
const MARKS_MAX: u64 = 5;

fn picture(points: Vec<Point>, top: u64) -> Element {
    let step = step(top);
    let whole = top.div_ceil(step) * step;
    let mark = |at, words| Mark { at, words };
    let hours = HOURS as u64;
    let picture = Curve {
        words: "Jobs that wait over two days; the table below has the numbers".to_owned(),
        x: Axis {
            whole: hours,
            marks: (0..=hours)
                .step_by(12)
                .map(|at| mark(at, format!("{at} h")))
                .collect(),
        },
        y: Axis {
            whole,
            marks: (0..=whole / step)
                .map(|at| mark(at * step, short(at * step)))
                .collect(),
        },
        points,
    };
    curve(&picture)
}

/// From mark to mark: 1, 2 or 5 with zeros.
fn step(top: u64) -> u64 {
    let mut unit = 1;
    loop {
        for step in [unit, 2 * unit, 5 * unit] {
            if top.div_ceil(step) <= MARKS_MAX {
                return step;
            }
        }
        unit *= 10;
    }
}

fn short(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        1_000..1_000_000 if number.is_multiple_of(1_000) => format!("{}k", number / 1_000),
        1_000_000.. if number.is_multiple_of(1_000_000) => format!("{}M", number / 1_000_000),
        _ => grouped(number),
    }
}

fn in_numbers(simulation: &Simulation) -> Element {
    let columns = ["low load", "likely load", "high load"].map(|head| el("th").text(head));
    let rows = simulation.rows().into_iter().map(|row| {
        let Range { low, likely, high } = row.by_load;
        let cells = [low, likely, high].map(|text| el("td").text(grouped_in(&text)));
        Row {
            name: row.title,
            cells: cells.into(),
        }
    });
    table(
        "Jobs that wait, in numbers",
        el("td"),
        columns.into(),
        rows.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_few() {
        assert_eq!(
            [1, 5, 6, 17, 49, 200_000, 260_000].map(step),
            [1, 1, 2, 5, 10, 50_000, 100_000]
        );
        assert_eq!(
            [0, 500, 50_000, 1_500, 2_000_000].map(short),
            ["0", "500", "50k", "1500", "2M"]
        );
    }

    #[test]
    fn a_band_without_end_leaves_the_likely_line_its_room() {
        let point = |likely, high| Point {
            x: 0,
            low: 0,
            likely,
            high,
        };
        assert_eq!(top(&[point(100, 120), point(0, 150)]), Some(150));
        assert_eq!(top(&[point(100, 120), point(0, 9_000)]), Some(200));
        assert_eq!(top(&[point(0, 7)]), Some(7));
        assert_eq!(top(&[point(0, 0)]), None);
    }
}
