//! The least memory in which a load has what it asks for.

use super::memory::Least;
use super::peak::Peak;
use super::placement::{Role, Roles};
use super::work::Shares;
use super::{memory, puma, redis, search, sidekiq, streaming};
use crate::spec::Spec;
use crate::unit::Memory;

/// A host as far as memory goes.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) does: &'a Roles,
    /// The host's memory less other software's.
    pub(crate) ours: Memory,
    /// What the keys of nginx' cache take.
    pub(crate) keys: Memory,
}

pub(crate) fn least(ground: Ground, peak: &Peak) -> Least {
    let Ground {
        spec,
        does,
        ours,
        keys,
    } = ground;
    let of = |role, memory: Memory| if does.has(role) { memory } else { Memory::ZERO };
    let options = &spec.options;
    let need = sidekiq::need(peak.jobs);
    Least {
        fixed: memory::system(ours)
            + memory::PGBOUNCER_MEMORY
            + of(Role::Streaming, streaming::memory_of(peak.clients, u32::MAX))
            + of(Role::Redis, redis::memory_of(spec, peak.users, ours))
            + of(Role::Search, search::memory_of(ours))
            + of(Role::Edge, memory::nginx_memory(peak.clients, keys))
            + of(Role::Sidekiq, sidekiq::ffmpeg_memory(ours)),
        work: Shares {
            web: of(Role::Web, puma::least_memory(peak.requests)),
            background: of(
                Role::Sidekiq,
                sidekiq::least_memory(options.sidekiq, spec.mastodon, &need),
            ),
        },
        database: of(Role::Database, peak.hot),
        is_whole: peak.is_whole,
    }
}
