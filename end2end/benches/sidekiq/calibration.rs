//! What a job costs here beside what it does by itself, measured with a process of one thread.

use std::fmt;
use std::time::Duration;

use end2end::sidekiq::{Job, Process, Servers};
use planner::simulation;

/// In seconds.
#[derive(Debug)]
pub(crate) struct Constants {
    /// Ruby: Sidekiq's own for each job.
    job: f64,
    /// Until Redis has given it.
    fetch: f64,
    /// More for a job's first query, which takes a connection and wakes the database: Ruby, and waiting.
    first_query: f64,
    first_query_wait: f64,
    /// Ruby for each query.
    query: f64,
    /// PostgreSQL's for each query.
    query_database: f64,
    /// Ruby for each wait, and how much longer than asked it is.
    sleep: f64,
    sleep_late: f64,
}

/// Beyond Ruby and wait that each job asks for.
struct Overhead {
    ruby: f64,
    database: f64,
    /// On no core.
    wait: f64,
}

const RUBY: Duration = Duration::from_millis(3);
const WAIT: Duration = Duration::from_millis(20);
const FEW_QUERIES: u32 = 3;
const MANY_QUERIES: u32 = 8;

impl Constants {
    pub(crate) fn measured(servers: &Servers) -> Result<Self, String> {
        let plain = overhead(servers, 1_000, 0, Duration::ZERO)?;
        let one = overhead(servers, 1_000, 1, Duration::ZERO)?;
        let few = overhead(servers, 500, FEW_QUERIES, Duration::ZERO)?;
        let many = overhead(servers, 500, MANY_QUERIES, Duration::ZERO)?;
        let waits = overhead(servers, 300, FEW_QUERIES, WAIT)?;
        let query = (many.ruby - one.ruby) / f64::from(MANY_QUERIES - 1);
        Ok(Self {
            job: plain.ruby,
            fetch: plain.wait,
            first_query: one.ruby - plain.ruby - query,
            first_query_wait: one.wait - plain.wait,
            query,
            query_database: many.database / f64::from(MANY_QUERIES),
            sleep: waits.ruby - few.ruby,
            sleep_late: waits.wait - few.wait,
        })
    }

    /// A job as the simulation knows it.
    pub(crate) fn simulated(&self, job: &Job) -> simulation::Job {
        let half = job.ruby / 2 + time(self.job / 2.0);
        let with = |condition: bool, cost: f64| if condition { time(cost) } else { Duration::ZERO };
        let (queries, waits) = (job.queries > 0, !job.wait.is_zero());
        simulation::Job {
            fetch: micros(time(self.fetch) + with(queries, self.first_query_wait)),
            before: micros(half + with(queries, self.first_query)),
            queries: job.queries,
            query_database: micros(time(self.query_database)),
            query_ruby: micros(time(self.query)),
            wait: micros(job.wait + with(waits, self.sleep_late)),
            after: micros(half + with(waits, self.sleep)),
        }
    }
}

/// A cost that was lost in the noise is none.
fn time(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn overhead(servers: &Servers, number: u32, queries: u32, wait: Duration) -> Result<Overhead, String> {
    let process = Process {
        threads: 1,
        queues: vec!["default".to_owned()],
    };
    let job = Job {
        queue: "default",
        ruby: RUBY,
        queries,
        wait,
    };
    let drained = servers.drain(&[process], &vec![job; number as usize])?;
    let each = |seconds: f64| seconds / f64::from(number);
    let ruby = each(drained.cpu_seconds) - RUBY.as_secs_f64();
    let database = each(drained.database_cpu_seconds);
    Ok(Overhead {
        ruby,
        database,
        wait: each(drained.seconds) - (RUBY + wait).as_secs_f64() - ruby - database,
    })
}

impl fmt::Display for Constants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = |seconds: f64| (seconds * 1e6).round();
        write!(
            f,
            "A job takes {} µs of Ruby and {} to be fetched; a query {} of Ruby and {} of PostgreSQL, the first {} and {} of waiting more; a wait {} of Ruby and {} more than it should.",
            micros(self.job),
            micros(self.fetch),
            micros(self.query),
            micros(self.query_database),
            micros(self.first_query),
            micros(self.first_query_wait),
            micros(self.sleep),
            micros(self.sleep_late)
        )
    }
}
