//! The host's memory, handed out once.

use crate::plan::MediaCache;
use crate::rule::{Basis, Rule, Value, rule};
use crate::sources::{EXODUS, PGTUNE};
use crate::spec::Host;
use crate::unit::Memory;

mod budget;
mod swap;

use budget::system;
pub(crate) use budget::{PGBOUNCER, SHORTAGE, SYSTEM, Sized, budget};
pub(crate) use swap::{RULE as SWAP, swap};

pub(crate) static POSTGRESQL: Rule = rule! {
    id: "postgresql-memory",
    title: "Memory of PostgreSQL",
    rationale: "Half of a host that it shares with Mastodon, its part of the page cache included: PgTune's \
                rules expect the memory that is the database's own. Three eighths up to 4 GiB and gradually half at \
                8 GiB; down to a quarter where web and background work would not have two processes \
                each, and to 256 MiB where they would find no room.",
    basis: Basis::Judgement,
    sources: &[EXODUS, PGTUNE],
};

pub(crate) static NGINX: Rule = rule! {
    id: "nginx-memory",
    title: "Memory of nginx",
    rationale: "32 MiB for its processes, 16 KiB of buffers for each streaming connection, and the keys of the media \
                proxy's cache.",
    basis: Basis::Judgement,
    sources: &[],
};

const POSTGRESQL_SMALL_SHARE: (u64, u64) = (3, 8);
/// On hosts with much else to do.
const POSTGRESQL_LEAST_SHARE: u64 = 4;
const SMALL: Memory = Memory::gib(4);
/// Of what is above [`SMALL`], so that half is reached at twice its size.
const POSTGRESQL_SHARE_ABOVE_SMALL: (u64, u64) = (5, 8);
const POSTGRESQL_SHARE: u64 = 2;
const POSTGRESQL_MIN: Memory = Memory::mib(256);
const NGINX_BASE: Memory = Memory::mib(32);
const NGINX_PER_CONNECTION: Memory = Memory::kib(16);
pub(crate) const PGBOUNCER_MEMORY: Memory = Memory::mib(32);

/// What the host can give, before web and background work took theirs.
pub(crate) struct Room {
    /// The host's memory less other software's.
    pub(crate) ours: Memory,
    pub(crate) postgresql: Option<Value<Memory>>,
    /// For Puma and Sidekiq.
    pub(crate) work: Memory,
}

/// What does not depend on how much room there is; none for what runs elsewhere.
pub(crate) struct Fixed {
    pub(crate) streaming: Option<Value<Memory>>,
    pub(crate) redis: Option<Value<Memory>>,
    pub(crate) search: Option<Value<Memory>>,
    pub(crate) nginx: Option<Value<Memory>>,
    /// Within what is Sidekiq's.
    pub(crate) ffmpeg: Option<Value<Memory>>,
}

/// What web and background work take.
#[derive(Clone, Copy)]
pub(crate) struct WorkMemory {
    /// Before the database has its full share.
    pub(crate) first: Memory,
    /// Whatever there is.
    pub(crate) least: Memory,
}

pub(crate) fn nginx(streaming_connections: u64, cache: Option<&MediaCache>) -> Value<Memory> {
    let keys = cache.map_or(Memory::ZERO, |cache| cache.keys.value);
    let memory = (NGINX_BASE + NGINX_PER_CONNECTION * streaming_connections + keys).floor_mib();
    let and_keys = cache.map_or_else(String::new, |_| format!(" + {keys}"));
    Value::new(
        memory,
        &NGINX,
        format!(
            "{NGINX_BASE} + {streaming_connections} × {NGINX_PER_CONNECTION}{and_keys} = {}",
            memory.rounded()
        ),
    )
}

pub(crate) fn room(host: &Host, fixed: &Fixed, work: WorkMemory, has_database: bool) -> Room {
    let ours = host.memory - host.reserved_memory;
    let taken = fixed.sum() + system(ours) + PGBOUNCER_MEMORY;
    let postgresql = has_database.then(|| postgresql(ours, taken, work));
    let given = postgresql.as_ref().map_or(Memory::ZERO, |memory| memory.value);
    Room {
        ours,
        postgresql,
        work: ours.saturating_sub(taken + given),
    }
}

fn postgresql(ours: Memory, taken: Memory, work: WorkMemory) -> Value<Memory> {
    let wanted = postgresql_share(ours);
    let most = postgresql_most(ours, taken, work.first, work.least);
    let working = format!(
        "{} of {}, at most {} beside everything else",
        wanted.rounded(),
        ours.rounded(),
        most.rounded(),
    );
    Value::new(wanted.min(most).max(POSTGRESQL_MIN), &POSTGRESQL, working)
}

fn postgresql_share(ours: Memory) -> Memory {
    let (part, whole) = POSTGRESQL_SMALL_SHARE;
    let small = ours.min(SMALL).fraction(part, whole);
    let (part, whole) = POSTGRESQL_SHARE_ABOVE_SMALL;
    let above = (ours - SMALL).fraction(part, whole);
    (small + above).min(ours / POSTGRESQL_SHARE).floor_mib()
}

/// What is left beside the rest.
fn postgresql_most(ours: Memory, taken: Memory, first: Memory, least: Memory) -> Memory {
    let beside_first = ours.saturating_sub(taken + first);
    let beside_least = ours.saturating_sub(taken + least);
    beside_first
        .max(ours / POSTGRESQL_LEAST_SHARE)
        .min(beside_least)
        .floor_mib()
}

impl Fixed {
    fn sum(&self) -> Memory {
        let parts = [
            &self.streaming,
            &self.redis,
            &self.search,
            &self.nginx,
            &self.ffmpeg,
        ];
        parts.into_iter().flatten().map(|memory| memory.value).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_databases_share_goes_from_three_eighths_to_half() {
        for (host, share) in [
            (2048, 768),
            (4096, 1536),
            (6144, 2816),
            (8192, 4096),
            (16_384, 8192),
        ] {
            assert_eq!(
                postgresql_share(Memory::mib(host)),
                Memory::mib(share),
                "{host} MiB"
            );
        }
    }

    #[test]
    fn the_database_makes_room_for_two_processes_each_down_to_a_quarter() {
        // Beside one Puma of 400 MiB and one Sidekiq of 480.
        let most = |taken, first| {
            let (least, first) = (Memory::mib(880), Memory::mib(first));
            postgresql_most(Memory::gib(8), Memory::mib(taken), first, least).as_mib()
        };
        assert_eq!(most(2_500, 2_750), 8_192 - 2_500 - 2_750);
        assert_eq!(most(4_000, 2_750), 2_048);
        assert_eq!(most(5_500, 2_750), 8_192 - 5_500 - 880);
    }

    #[test]
    fn nginx_has_16_kib_for_each_client() {
        let mib = |clients| nginx(clients, None).value.as_mib();
        // 64 × 16 KiB = 1 MiB.
        assert_eq!((mib(0), mib(63), mib(64)), (32, 32, 33));
        assert_eq!(mib(800), 44);
        assert_eq!(nginx(64, None).working, "32 MiB + 64 × 16 KiB = 33 MiB");
    }

    #[test]
    fn the_database_has_256_mib_whatever_is_left() {
        let work = WorkMemory {
            first: Memory::mib(880),
            least: Memory::mib(880),
        };
        let memory = |taken| {
            postgresql(Memory::gib(2), Memory::mib(taken), work)
                .value
                .as_mib()
        };
        // 2,048 − 911 − 880 = 257.
        assert_eq!(
            (memory(911), memory(912), memory(913), memory(4_096)),
            (257, 256, 256, 256)
        );
    }
}
