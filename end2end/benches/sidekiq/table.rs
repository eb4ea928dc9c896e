//! What is printed: Markdown, as it stands in docs/simulation.md.

use std::io::{self, Write};
use std::time::Duration;

use end2end::sidekiq::Drained;
use planner::simulation::Outcome;

const LIMIT_PERCENT: f64 = 20.0;

/// A layout, in seconds and connections.
pub(crate) struct Row {
    name: &'static str,
    least: f64,
    median: f64,
    most: f64,
    simulated: f64,
    connections: (usize, usize),
}

impl Row {
    pub(crate) fn new(name: &'static str, mut runs: Vec<Drained>, simulated: &Outcome) -> Self {
        runs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        let median = &runs[runs.len() / 2];
        Self {
            name,
            least: runs[0].seconds,
            median: median.seconds,
            most: runs[runs.len() - 1].seconds,
            simulated: Duration::from_micros(simulated.finished).as_secs_f64(),
            connections: (median.connections, simulated.connections.iter().sum()),
        }
    }

    fn difference_percent(&self) -> f64 {
        100.0 * (self.simulated / self.median - 1.0)
    }
}

pub(crate) fn write(out: &mut impl Write, heading: &str, rows: &[Row]) -> io::Result<()> {
    writeln!(out, "{heading}\n")?;
    writeln!(
        out,
        "| Layout | Real, s: median (least to most) | Simulated, s | Difference | Connections: real, simulated |"
    )?;
    writeln!(out, "|---|---|---|---|---|")?;
    for row in rows {
        let Row {
            name,
            least,
            median,
            most,
            simulated,
            connections: (real, planned),
        } = row;
        let difference = row.difference_percent();
        writeln!(
            out,
            "| {name} | {median:.1} ({least:.1} to {most:.1}) | {simulated:.1} | {difference:+.0} % | {real}, {planned} |"
        )?;
    }
    let differences: Vec<_> = rows.iter().map(|row| row.difference_percent().abs()).collect();
    let mean = differences.iter().sum::<f64>() / rows.iter().map(|_| 1.0).sum::<f64>();
    let worst = differences.iter().copied().fold(0.0, f64::max);
    writeln!(
        out,
        "\nOff by {mean:.1} % on average, {worst:.1} % at most; the limit is {LIMIT_PERCENT} %."
    )
}
