//! Sizes a Mastodon server: a [`Spec`] in, a [`Plan`] with its [`Finding`](finding::Finding)s out.
//!
//! Pure: no clock, no randomness, no input or output, no floating point. clippy.toml holds it to that.

#![deny(clippy::float_arithmetic)]

mod check;
pub mod field;
pub mod finding;
pub mod input;
pub mod plan;
pub mod problem;
pub mod raw;
pub mod rule;
mod rules;
pub mod schema;
mod sizing;
mod sources;
pub mod spec;
pub mod unit;
pub mod versions;

pub use input::FIELDS;
use plan::HostPlan;

pub use plan::Plan;
pub use raw::Raw;
pub use rules::RULES;
pub use spec::Spec;

/// Sizes everything for a Spec, from what users ask for down to what each program is told.
///
/// Every Spec has a plan. What does not fit is said in its findings.
pub fn plan(spec: &Spec) -> Plan {
    let mut plan = sized(spec);
    plan.findings = check::findings(&plan);
    plan
}

/// The plan before it is looked at as a whole.
fn sized(spec: &Spec) -> Plan {
    let host = spec.host();
    let cores = sizing::cores::cores(host);
    let load = sizing::load::load(spec);

    // What users and load fix, whatever the host has.
    let streaming_connections = load.streaming_connections.value;
    let streaming = sizing::streaming::streaming(spec.mastodon, streaming_connections, cores.value);
    let memory = host.memory - host.reserved_memory;
    let redis = sizing::redis::redis(spec, memory);
    let search = sizing::search::search(spec, memory);
    let fixed = sizing::memory::Fixed {
        streaming: streaming.memory.clone(),
        redis: sizing::redis::memory(&redis),
        search: search.as_ref().map(|search| search.memory.clone()),
        nginx: sizing::memory::nginx(streaming_connections),
    };

    // Web and background work share what is left.
    let puma_need = sizing::puma::need(load.requests_per_second.value, cores.value);
    let sidekiq_need = sizing::sidekiq::need(load.peak_jobs.value);
    let first = sizing::work::memory_of_the_first(spec, &puma_need, &sidekiq_need, cores.value);
    let room = sizing::memory::room(host, &fixed, first);
    let steps = sizing::work::steps(spec, &puma_need, &sidekiq_need, cores.value);
    let shares = sizing::work::share(room.work, &steps);
    let puma = sizing::puma::puma(load.requests_per_second.value, cores.value, shares.web);
    let sidekiq = sizing::sidekiq::sidekiq(
        spec.options.sidekiq,
        spec.mastodon,
        &sidekiq_need,
        cores.value,
        shares.background,
    );

    // Their pools decide the database's connections, and those its memory for each.
    let lines = sizing::connections::lines(&puma, &sidekiq, &streaming);
    let clients = sizing::connections::sum(&lines);
    let pgbouncer =
        sizing::pgbouncer::pgbouncer(spec.options.pgbouncer, clients, cores.value, spec.distribution);
    let connections = sizing::connections::ledger(lines, pgbouncer.as_ref());
    let budget = sizing::memory::budget(host, &room, fixed, &puma.memory, &sidekiq, pgbouncer.as_ref());
    let postgresql = sizing::postgresql::postgresql(&sizing::postgresql::Ground {
        memory: &budget.lines[0].memory,
        max_connections: &connections.max_connections,
        cores: cores.value,
        disk: host.disk,
        version: spec.postgresql,
        run: spec.run,
    });

    let storage = sizing::storage::storage(spec);
    let nginx = sizing::nginx::nginx(spec, streaming_connections, load.media.value.likely, &storage);
    let capacity = sizing::capacity::capacity(spec, cores.value, &load, &sidekiq, &puma);
    let hosts = vec![HostPlan {
        name: host.name.clone(),
        memory: host.memory,
        cores,
        disk: sizing::load::disk::on_host(&load, &storage, &nginx),
        file_limit: sizing::limits::file_limit(),
        wanted: budget.wanted,
        budget: budget.lines,
    }];
    Plan {
        spec: spec.clone(),
        load,
        hosts,
        puma,
        sidekiq,
        streaming,
        connections,
        postgresql,
        pgbouncer,
        redis,
        nginx,
        search,
        storage,
        capacity,
        findings: Vec::new(),
    }
}
