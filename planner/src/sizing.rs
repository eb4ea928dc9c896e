//! Sizing: one value or a few that belong together a file; `sized()` calls them in the order of need.

use crate::plan::{Demand, Plan};
use crate::spec::Spec;

pub(crate) mod capacity;
pub(crate) mod connections;
pub(crate) mod cores;
pub(crate) mod disk;
pub(crate) mod granted;
mod host;
pub(crate) mod least;
pub(crate) mod limits;
pub(crate) mod load;
pub(crate) mod memory;
pub(crate) mod nginx;
pub(crate) mod peak;
pub(crate) mod pgbouncer;
pub(crate) mod placement;
pub(crate) mod postgresql;
pub(crate) mod puma;
pub(crate) mod redis;
pub(crate) mod search;
pub(crate) mod sidekiq;
pub(crate) mod storage;
pub(crate) mod streaming;
pub(crate) mod timeouts;
pub(crate) mod work;

use host::{Draft, Site, draft};
use peak::{Ordinary, Part, Peak};

impl Demand {
    pub(crate) fn of(peak: &Peak) -> Self {
        Self {
            puma: puma::need(peak.requests),
            sidekiq: sidekiq::need(peak.jobs),
        }
    }
}

/// The plan before it is looked at as a whole: what load asks for, who does what, each host's room and work, the
/// connections of all, then the database that has to take them.
pub(crate) fn sized(spec: &Spec) -> Plan {
    let load = load::load(spec);
    let demand = Demand::of(&Ordinary::of(&spec.load).at(Part::times(spec.load.surge)));
    let storage = storage::storage(spec);
    let site = Site {
        spec,
        load: &load,
        demand: &demand,
        storage: &storage,
    };

    let placed = spec.hosts.iter().zip(placement::placement(spec));
    let drafts: Vec<_> = placed.map(|(host, roles)| draft(site, host, roles)).collect();

    let lines: Vec<_> = drafts
        .iter()
        .enumerate()
        .flat_map(|(place, draft)| draft.connections(place))
        .collect();
    let database = drafts.iter().position(Draft::has_database).unwrap_or_default();
    let pgbouncer = pgbouncer::pgbouncer(
        spec.options.pgbouncer,
        connections::sum(&lines),
        drafts[database].cores.value,
        (spec.distribution, spec.run),
        connections::room(&spec.database),
    );
    let connections = connections::ledger(lines, pgbouncer.as_ref(), &spec.database, database);

    let finished = drafts
        .into_iter()
        .map(|draft| draft.finish(site, &connections, pgbouncer.as_ref()));
    let hosts: Vec<_> = finished.collect();
    let capacity = capacity::capacity(spec, &load, &hosts);
    Plan {
        spec: spec.clone(),
        load,
        demand,
        hosts,
        connections,
        storage,
        capacity,
        findings: Vec::new(),
    }
}
