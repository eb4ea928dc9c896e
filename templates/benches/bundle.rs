//! How long a bundle takes, from Spec to zip: `cargo bench -p templates`.
//!
//! Prints medians and two ratios: each step's part of the whole, and the whole against its limit.

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use planner::{Raw, Spec, plan};
use templates::{Secrets, render};

/// What a bundle for one host may take, at the median.
const LIMIT: Duration = Duration::from_millis(3);
const WARM_UP: usize = 20;
const SAMPLES: usize = 201;

const SPECS: [(&str, &[(&str, &str)]); 3] = [
    ("2 cores, 4 GiB, systemd", &[("site.domain", "example.social")]),
    (
        "4 cores, 8 GiB, systemd, PgBouncer",
        &[
            ("site.domain", "example.social"),
            ("hosts.0.cores", "4"),
            ("hosts.0.memory", "8"),
            ("load.active_users", "1000"),
            ("options.pgbouncer", "on"),
        ],
    ),
    (
        "64 cores, 256 GiB, docker compose, object storage",
        &[
            ("site.domain", "example.social"),
            ("run", "compose"),
            ("hosts.0.cores", "64"),
            ("hosts.0.memory", "256"),
            ("load.active_users", "50000"),
            ("storage.kind", "s3"),
            ("storage.bucket", "media"),
            ("storage.region", "eu-central-1"),
            ("storage.media_domain", "files.example.social"),
            ("storage.media_proxy", "true"),
        ],
    ),
];

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let secrets = Secrets::draw(&mut |bytes: &mut [u8]| bytes.fill(7));
    writeln!(
        out,
        "{:<52} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "", "plan", "render", "zip", "all", "of limit"
    )?;
    for (name, pairs) in SPECS {
        let raw: Raw = pairs.iter().copied().collect();
        let mut steps: [Vec<Duration>; 4] = Default::default();
        for sample in 0..WARM_UP + SAMPLES {
            let start = Instant::now();
            let spec = Spec::read(&raw).expect("the Spec is valid");
            let plan = plan(&spec);
            let planned = Instant::now();
            let bundle = render(&plan, &secrets);
            let rendered = Instant::now();
            black_box(bundle.zip());
            let end = Instant::now();
            if sample >= WARM_UP {
                for (times, time) in
                    steps
                        .iter_mut()
                        .zip([planned - start, rendered - planned, end - rendered, end - start])
                {
                    times.push(time);
                }
            }
        }
        let [plan, render, zip, all] = steps.map(median);
        writeln!(
            out,
            "{name:<52} {:>9} {:>9} {:>9} {:>9} {:>8.0} %",
            micros(plan),
            micros(render),
            micros(zip),
            micros(all),
            100.0 * all.as_secs_f64() / LIMIT.as_secs_f64(),
        )?;
        let part = |step: Duration| format!("{:.0} %", 100.0 * step.as_secs_f64() / all.as_secs_f64());
        writeln!(
            out,
            "{:<52} {:>9} {:>9} {:>9}",
            "",
            part(plan),
            part(render),
            part(zip)
        )?;
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn micros(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}
