//! The ledger of cores: what each part takes of those that count.

use crate::plan::{CoreLedger, CoreLine, CoreTime, cores as in_words};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::cores;
use crate::sizing::load::jobs::PEAK_TO_MEAN;
use crate::sizing::peak::{Ordinary, Part, Peak};
use crate::sizing::placement::{Role, Roles};
use crate::sizing::puma::{CPU_MS_PER_REQUEST, DATABASE_MS_PER_REQUEST};
use crate::sizing::sidekiq::{DATABASE_MS_PER_JOB, RUBY_MS_PER_JOB};
use crate::sizing::streaming;
use crate::sources::{GARGRON_2017, MASTODON_CHART, MASTODON_RADIO, TOOT_COMMUNITY};
use crate::spec::Spec;

pub(crate) static RULE: Rule = rule! {
    id: "core-ledger",
    title: "What takes the cores",
    rationale: "A request takes 40 ms of a core in Ruby, as at toot.community (2022), and 10 ms of the database's; a job 60 ms and \
                20 ms; a thousand streaming clients a quarter of a core, as Mastodon's chart asks for. The database's \
                parts are our judgement, as are those of a job: on four cores with all of it mastodon.radio did 9 to 14 jobs a second \
                on average (2022). An average day has half of what its peak has.",
    basis: Basis::Judgement,
    sources: &[TOOT_COMMUNITY, GARGRON_2017, MASTODON_RADIO, MASTODON_CHART],
};

/// A part that takes cores.
struct Taker {
    role: Role,
    name: &'static str,
    /// In a second, in milliseconds of a core.
    used: fn(&Peak) -> u64,
    working: fn(&Peak) -> String,
}

static TAKERS: [Taker; 4] = [
    Taker {
        role: Role::Web,
        name: "Cores for the web",
        used: |peak| peak.requests * CPU_MS_PER_REQUEST,
        working: |peak| working!("{} requests/s × {CPU_MS_PER_REQUEST} ms", peak.requests),
    },
    Taker {
        role: Role::Sidekiq,
        name: "Cores for background jobs",
        used: |peak| of_jobs(peak, RUBY_MS_PER_JOB),
        working: |peak| working!("{} × {RUBY_MS_PER_JOB} ms", peak.jobs),
    },
    Taker {
        role: Role::Streaming,
        name: "Cores for streaming",
        used: |peak| streaming::cpu_ms_per_second(peak.clients),
        working: |peak| working!("{} clients, a quarter for 1,000", peak.clients),
    },
    Taker {
        role: Role::Database,
        name: "Cores for the database",
        used: |peak| peak.requests * DATABASE_MS_PER_REQUEST + of_jobs(peak, DATABASE_MS_PER_JOB),
        working: |peak| {
            working!(
                "{} requests/s × {DATABASE_MS_PER_REQUEST} ms + {} × {DATABASE_MS_PER_JOB} ms",
                peak.requests,
                peak.jobs
            )
        },
    },
];

fn of_jobs(peak: &Peak, ms_per_job: u64) -> u64 {
    (peak.jobs.as_per_1000_s() * ms_per_job).div_ceil(1000)
}

/// All that a host does, together.
pub(super) fn used(does: &Roles, peak: &Peak) -> u64 {
    let of_host = TAKERS.iter().filter(|taker| does.has(taker.role));
    of_host.map(|taker| (taker.used)(peak)).sum()
}

/// All hosts that do any of it, together.
pub(super) fn ledger(spec: &Spec, placed: &[Roles]) -> CoreLedger {
    let ordinary = Ordinary::of(&spec.load);
    let peak = ordinary.at(Part::WHOLE);
    let surge = ordinary.at(Part::times(spec.load.surge));
    let is_done = |taker: &&Taker| placed.iter().any(|does| does.has(taker.role));
    let lines = TAKERS.iter().filter(is_done).map(|taker| {
        let at_peak = (taker.used)(&peak);
        let time = CoreTime {
            mean_ms: at_peak / PEAK_TO_MEAN,
            peak_ms: at_peak,
            surge_ms: (taker.used)(&surge),
        };
        CoreLine {
            name: taker.name,
            time: Value::new(time, &RULE, (taker.working)(&peak)),
        }
    });
    let does_any = |does: &Roles| TAKERS.iter().any(|taker| does.has(taker.role));
    let hosts = spec.hosts.iter().zip(placed).filter(|(_, does)| does_any(does));
    let all_ms = hosts.map(|(host, _)| cores::ms_per_second(host)).sum();
    CoreLedger {
        lines: lines.collect(),
        all_ms,
        use_percent: cores::USE_PERCENT,
        usable: Value::new(
            cores::usable(all_ms),
            &cores::USE,
            working!("{} × {} %", in_words(all_ms), cores::USE_PERCENT),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn shown(answers: &str) -> Vec<(&'static str, u64, u64, u64)> {
        let ledger = plan_of(answers).capacity.cores;
        let of = |line: &CoreLine| {
            let time = line.time.value;
            (line.name, time.mean_ms, time.peak_ms, time.surge_ms)
        };
        ledger.lines.iter().map(of).collect()
    }

    /// 100 requests × 40 = 4,000 ms; 864,000 jobs a day are 20 a second at the peak, × 60 = 1,200 ms; 80 clients × 0.25 = 20 ms;
    /// 100 × 10 + 20 × 20 = 1,400 ms for the database. 6.6 cores, and twice as many in a surge of two.
    #[test]
    fn web_jobs_streaming_and_database_each_have_their_line() {
        let answers = "load.active_users=1000 load.surge=2 load.measured.requests_per_second=100 \
                       load.measured.jobs_per_day=864000";
        assert_eq!(
            shown(answers),
            [
                ("Cores for the web", 2_000, 4_000, 8_000),
                ("Cores for background jobs", 600, 1_200, 2_400),
                ("Cores for streaming", 10, 20, 40),
                ("Cores for the database", 700, 1_400, 2_800),
            ]
        );
    }

    #[test]
    fn a_database_elsewhere_takes_none() {
        let elsewhere = "database.place=elsewhere database.host=db.example.net database.connections=100";
        assert_eq!(shown(elsewhere).len(), 3);
    }
}
