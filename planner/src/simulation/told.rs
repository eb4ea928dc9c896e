//! A simulation in words and rows, as documents and the command line show it.

use super::course::{Course, HOURS, Simulation};
use crate::plan::{Range, rough};
use crate::rule::{Basis, Rule, rule};
use crate::sizing::capacity::time_in_words;
use crate::sources::{MASTODON_SOCIAL_JOBS, WANDERING_SHOP};

pub(crate) static RULE: Rule = rule! {
    id: "backlog-course",
    title: "How a backlog goes down",
    rationale: "A simulation of the plan's own processes: each thread takes its jobs by the queues' weights or order; of a process one \
                thread at a time runs Ruby; processes and the database share the part of the cores that is for jobs. A mean job is that \
                of the rule jobs-possible, and deliveries wait more than others. What goes on arriving has its quiet hours and its busy ones, \
                with twice the mean in the evening. The queues are of the backlog in the shares that they have of all jobs. Held against \
                real Sidekiq in eleven layouts, it was 0 to 15 % too quick in one run and 7 to 23 % in another; the load itself is known to a factor of two, which \
                is the band.",
    basis: Basis::Measured,
    sources: &[MASTODON_SOCIAL_JOBS, WANDERING_SHOP],
};

/// After which the queues are told, in hours.
const TOLD_AFTER: [usize; 5] = [1, 6, 12, 24, HOURS];

/// One moment, or the end, for each load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub title: String,
    pub by_load: Range<String>,
}

impl Simulation {
    pub fn rule(&self) -> &'static Rule {
        &RULE
    }

    /// How many jobs wait when, and when none does.
    pub fn rows(&self) -> Vec<Row> {
        let waiting = TOLD_AFTER.into_iter().map(|hours| Row {
            title: if hours == 1 {
                "After 1 hour".to_owned()
            } else {
                format!("After {hours} hours")
            },
            by_load: self.by_load(|course| rough(course.waiting_after(hours)).to_string()),
        });
        let jobs = Row {
            title: "Jobs a day that go on arriving".to_owned(),
            by_load: self.by_load(|course| rough(course.jobs_per_day).to_string()),
        };
        let cleared = Row {
            title: "Nothing waits after".to_owned(),
            by_load: self.by_load(|course| match course.emptied_seconds {
                Some(seconds) => time_in_words(seconds),
                None => format!("more than {HOURS} hours"),
            }),
        };
        [jobs].into_iter().chain(waiting).chain([cleared]).collect()
    }

    fn by_load(&self, text: impl Fn(&Course) -> String) -> Range<String> {
        let Range { low, likely, high } = &self.courses;
        Range {
            low: text(low),
            likely: text(likely),
            high: text(high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sample;
    use super::*;

    fn course(jobs_per_day: u64, waiting: u64, emptied_seconds: Option<u64>) -> Course {
        let sample = Sample {
            waiting,
            latency_seconds: 0,
        };
        Course {
            jobs_per_day,
            emptied_seconds,
            // Seven looks: until an hour after the start.
            samples: vec![vec![sample, sample]; 7],
            resolution_seconds: 1,
        }
    }

    #[test]
    fn each_moment_is_a_row_and_the_end_is_the_last() {
        let simulation = Simulation {
            backlog: 9,
            queues: Vec::new(),
            courses: Range {
                low: course(160_000, 50, Some(1_200)),
                likely: course(320_000, 6_789, Some(7_201)),
                high: course(640_000, 1, None),
            },
        };
        let rows = simulation.rows().into_iter().map(|row| {
            let Range { low, likely, high } = row.by_load;
            format!("{}: {low}, {likely}, {high}", row.title)
        });
        // Two queues, and nothing waits once nothing is looked at.
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                "Jobs a day that go on arriving: 160000, 320000, 640000",
                "After 1 hour: 100, 13000, 2",
                "After 6 hours: 0, 0, 0",
                "After 12 hours: 0, 0, 0",
                "After 24 hours: 0, 0, 0",
                "After 48 hours: 0, 0, 0",
                "Nothing waits after: 20 minutes, 3 hours, more than 48 hours",
            ]
        );
    }
}
