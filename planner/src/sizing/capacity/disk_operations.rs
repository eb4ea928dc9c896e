//! Reads and writes at random that a disk does for the database.

use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::cores::USE_PERCENT;
use crate::sizing::peak::{Ordinary, Part, Peak};
use crate::sizing::placement::{Role, placement};
use crate::sources::PGTUNE;
use crate::spec::{Disk, Spec};

pub(crate) static RULE: Rule = rule! {
    id: "disk-operations",
    title: "Reads and writes at random",
    rationale: "A hard disk moves its head about a hundred times a second. We count three such movements for a job, a read of what \
                memory does not hold, the flush of its commit and its part of a checkpoint, and one for a request, and use 70 % of \
                them. Solid state does thousands, more than the cores of any host ask for. PgTune counts a read at random nearly \
                four times as dear on a hard disk.",
    basis: Basis::Judgement,
    sources: &[PGTUNE],
};

const OF_HARD_DISK: u64 = 100;
const PER_JOB: u64 = 3;
const PER_REQUEST: u64 = 1;

/// In a second, of a disk that may be too slow.
pub(super) const fn usable(disk: Disk) -> Option<u64> {
    match disk {
        Disk::Hdd => Some(OF_HARD_DISK * USE_PERCENT / 100),
        Disk::Ssd | Disk::Nvme | Disk::Network => None,
    }
}

/// Of the disk that the database is on.
pub(super) fn usable_of(spec: &Spec) -> Option<u64> {
    let mut hosts = spec.hosts.iter().zip(placement(spec));
    let (host, _) = hosts.find(|(_, does)| does.has(Role::Database))?;
    usable(host.disk)
}

/// Where they may be too few.
pub(super) fn shown(spec: &Spec) -> Option<Value<String>> {
    let usable = usable_of(spec)?;
    let peak = Ordinary::of(&spec.load).at(Part::WHOLE);
    let used = used(&peak);
    Some(Value::new(
        format!("{used} of {usable} a second at the peak"),
        &RULE,
        working!(
            "{} × {PER_JOB} + {} requests × {PER_REQUEST}",
            peak.jobs,
            peak.requests
        ),
    ))
}

/// In a second.
pub(super) const fn used(peak: &Peak) -> u64 {
    (peak.jobs.as_per_1000_s() * PER_JOB).div_ceil(1000) + peak.requests * PER_REQUEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    /// 864,000 jobs a day are 20 a second at the peak: 60, and 10 requests.
    #[test]
    fn a_job_moves_the_head_three_times_and_a_request_once() {
        let spec = spec_of("load.measured.jobs_per_day=864000 load.measured.requests_per_second=10");
        assert_eq!(used(&Ordinary::of(&spec.load).at(Part::WHOLE)), 70);
        assert_eq!(usable(Disk::Hdd), Some(70));
        assert_eq!((usable(Disk::Ssd), usable(Disk::Nvme)), (None, None));
    }
}
