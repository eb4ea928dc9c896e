//! How long two days of queues take: `cargo bench -p planner`.

#![expect(clippy::disallowed_types, reason = "a benchmark has a clock")]

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use planner::{Raw, Spec, plan, simulate};

/// For the three loads of an estimate together.
const LIMIT: Duration = Duration::from_millis(50);
const SAMPLES: usize = 21;
const BACKLOG: &str = "200000";

/// Cores, GiB, active users.
const SERVERS: [[&str; 3]; 3] = [["2", "4", "100"], ["16", "64", "10000"], ["64", "256", "100000"]];

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for [cores, memory, users] in SERVERS {
        let raw: Raw = [
            ("site.domain", "example.social"),
            ("hosts.0.cores", cores),
            ("hosts.0.memory", memory),
            ("load.active_users", users),
            ("load.measured.backlog", BACKLOG),
        ]
        .into_iter()
        .collect();
        let plan = plan(&Spec::read(&raw).expect("the Spec is valid"));
        let mut times: Vec<_> = (0..SAMPLES)
            .map(|_| {
                let start = Instant::now();
                black_box(simulate(&plan));
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        let median = times[SAMPLES / 2];
        writeln!(
            out,
            "{cores:>2} cores, {users:>6} users: {:>6.1} ms, {:>3.0} % of the limit",
            median.as_secs_f64() * 1e3,
            100.0 * median.as_secs_f64() / LIMIT.as_secs_f64()
        )?;
    }
    Ok(())
}
