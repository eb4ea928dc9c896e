//! What a job does, and for how long.

use super::Micros;

/// A job: it is fetched, runs Ruby, asks the database some times, waits for others, and runs Ruby again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// Waiting for Redis to hand it over.
    pub fetch: Micros,
    /// Ruby before the first query.
    pub before: Micros,
    pub queries: u32,
    /// On a core, in the database, for each query.
    pub query_database: Micros,
    /// Ruby for each query.
    pub query_ruby: Micros,
    /// Without a core: other servers, disks, locks.
    pub wait: Micros,
    /// Ruby at the end.
    pub after: Micros,
}

/// Where a thread is in its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Fetch,
    Before,
    /// It waits for its turn to have a connection.
    Connection,
    Query,
    QueryRuby,
    Wait,
    After,
}

/// What a phase takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Time(Micros),
    Connection,
    Core(Micros),
    /// A core and the process's Ruby lock.
    Ruby(Micros),
}

impl Job {
    /// What comes after a phase, with so many queries done; none at the job's end.
    pub(super) fn after(&self, phase: Phase, queries_done: u32) -> Option<Phase> {
        Some(match phase {
            Phase::Fetch => Phase::Before,
            Phase::Before if self.queries > 0 => Phase::Connection,
            Phase::Connection => Phase::Query,
            Phase::Query => Phase::QueryRuby,
            Phase::QueryRuby if queries_done < self.queries => Phase::Query,
            Phase::Before | Phase::QueryRuby => Phase::Wait,
            Phase::Wait => Phase::After,
            Phase::After => return None,
        })
    }

    pub(super) fn need(&self, phase: Phase) -> Need {
        let some = |time, need: fn(Micros) -> Need| if time == 0 { Need::Nothing } else { need(time) };
        match phase {
            Phase::Connection => Need::Connection,
            Phase::Fetch => some(self.fetch, Need::Time),
            Phase::Wait => some(self.wait, Need::Time),
            Phase::Query => some(self.query_database, Need::Core),
            Phase::Before => some(self.before, Need::Ruby),
            Phase::QueryRuby => some(self.query_ruby, Need::Ruby),
            Phase::After => some(self.after, Need::Ruby),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_goes_through_its_phases() {
        use Phase::{After, Before, Connection, Fetch, Query, QueryRuby, Wait};
        let phases = |queries| {
            let job = Job {
                queries,
                ..Job::default()
            };
            let mut phases = vec![Fetch];
            let mut done = 0;
            while let Some(next) = job.after(phases[phases.len() - 1], done) {
                done += u32::from(next == QueryRuby);
                phases.push(next);
            }
            phases
        };
        assert_eq!(phases(0), [Fetch, Before, Wait, After]);
        assert_eq!(
            phases(2),
            [
                Fetch, Before, Connection, Query, QueryRuby, Query, QueryRuby, Wait, After
            ]
        );
    }
}
