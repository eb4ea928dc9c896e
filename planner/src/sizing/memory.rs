//! The host's memory, handed out once.

use super::work::Shares;
use crate::plan::Nginx;
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sources::{EXODUS, PGTUNE};
use crate::unit::Memory;

mod budget;
mod swap;

pub(crate) use budget::{PGBOUNCER, SHORTAGE, SYSTEM, Sized, budget, system};
pub(crate) use swap::{RULE as SWAP, swap};

pub(crate) static POSTGRESQL: Rule = rule! {
    id: "postgresql-memory",
    title: "Memory of PostgreSQL",
    rationale: "Half of a host that it shares with Mastodon, its part of the page cache included: PgTune's \
                rules expect the memory that is the database's own. Three eighths up to 4 GiB and gradually half at \
                8 GiB; less where web and background work need it for what is asked of them, down to a quarter, and \
                never less than the busy data of the users that the memory has room for.",
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

/// What web, background work and the database do not share; none for what runs elsewhere.
pub(crate) struct Fixed {
    pub(crate) streaming: Option<Value<Memory>>,
    pub(crate) redis: Option<Value<Memory>>,
    pub(crate) search: Option<Value<Memory>>,
    pub(crate) nginx: Option<Value<Memory>>,
}

pub(crate) fn nginx(streaming_connections: u64, keys: Memory) -> Value<Memory> {
    let memory = nginx_memory(streaming_connections, keys).floor_mib();
    let and_keys = if keys == Memory::ZERO {
        String::new()
    } else {
        working!(" + {keys}")
    };
    Value::new(
        memory,
        &NGINX,
        working!(
            "{NGINX_BASE} + {streaming_connections} × {NGINX_PER_CONNECTION}{and_keys} = {}",
            memory.rounded()
        ),
    )
}

/// Before MiB are rounded.
pub(crate) fn nginx_memory(streaming_connections: u64, keys: Memory) -> Memory {
    NGINX_BASE + NGINX_PER_CONNECTION * streaming_connections + keys
}

/// What the keys of its cache take.
pub(crate) fn nginx_keys(nginx: &Nginx) -> Memory {
    let cache = nginx.media_cache.as_ref();
    cache.map_or(Memory::ZERO, |cache| cache.keys.value)
}

/// What each takes, to the KiB: what is planned is rounded down from it. Of processes as many as the load asks for, whether the
/// host has cores for them or not: a host with more cores never has less memory for anything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Least {
    /// What neither Puma, Sidekiq nor PostgreSQL takes.
    pub(crate) fixed: Memory,
    pub(crate) work: Shares,
    pub(crate) database: Memory,
    /// Whether it is of all that an ordinary day asks for.
    pub(crate) is_whole: bool,
}

impl Least {
    pub(crate) fn all(&self) -> Memory {
        self.fixed + self.work.sum() + self.database
    }
}

/// `left` is what would be left beside all of the load.
pub(crate) fn room(ours: Memory, least: &Least, left: Memory, has_database: bool) -> Room {
    let postgresql = has_database.then(|| postgresql(ours, least, left));
    Room {
        ours,
        postgresql,
        work: room_for_work(ours, least, left),
    }
}

/// What PostgreSQL leaves.
pub(crate) fn room_for_work(ours: Memory, least: &Least, left: Memory) -> Memory {
    ours - least.fixed - postgresql_memory(ours, least, left)
}

fn postgresql(ours: Memory, least: &Least, left: Memory) -> Value<Memory> {
    let given = postgresql_memory(ours, least, left).floor_mib();
    let working = working!(
        "{} of {}; {} are left beside all that is asked for, and the busy data take {}",
        postgresql_share(ours).rounded(),
        ours.rounded(),
        left.rounded(),
        least.database.rounded(),
    );
    Value::new(given, &POSTGRESQL, working)
}

/// To the KiB. It grows with the memory whatever is bought from the rest.
fn postgresql_memory(ours: Memory, least: &Least, left: Memory) -> Memory {
    if least.database == Memory::ZERO {
        return Memory::ZERO;
    }
    postgresql_share(ours)
        .min(left)
        .max(postgresql_floor(ours, least))
}

/// What PostgreSQL has before web and background work have more than their least; nothing where it runs elsewhere, and no more than
/// the busy data while the users are more than the memory has room for.
pub(crate) fn postgresql_floor(ours: Memory, least: &Least) -> Memory {
    if least.database == Memory::ZERO || !least.is_whole {
        return least.database;
    }
    let beside_least = ours - least.fixed - least.work.sum();
    (ours / POSTGRESQL_LEAST_SHARE)
        .min(beside_least)
        .max(least.database)
}

fn postgresql_share(ours: Memory) -> Memory {
    let (part, whole) = POSTGRESQL_SMALL_SHARE;
    let small = ours.min(SMALL).fraction(part, whole);
    let (part, whole) = POSTGRESQL_SHARE_ABOVE_SMALL;
    let above = (ours - SMALL).fraction(part, whole);
    (small + above).min(ours / POSTGRESQL_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sizing::work::Shares;

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

    /// On 8 GiB, of which other parts take so much, web and background work 880 MiB at least, and the busy data 683.
    fn given(fixed: u64, asked: u64) -> u64 {
        let least = Least {
            fixed: Memory::mib(fixed),
            work: Shares {
                web: Memory::mib(400),
                background: Memory::mib(480),
            },
            database: Memory::mib(683),
            is_whole: true,
        };
        let left = Memory::gib(8) - Memory::mib(fixed) - Memory::mib(asked);
        let memory = postgresql_memory(Memory::gib(8), &least, left);
        let work = room_for_work(Memory::gib(8), &least, left);
        assert_eq!(work, Memory::mib(8_192 - fixed) - memory);
        memory.as_mib()
    }

    #[test]
    fn the_database_makes_room_for_what_is_asked_down_to_a_quarter() {
        assert_eq!(given(1_000, 2_510), 4_096);
        assert_eq!(given(2_500, 2_510), 8_192 - 2_500 - 2_510);
        assert_eq!(given(4_000, 2_510), 2_048);
        assert_eq!(given(1_000, 10_000), 2_048);
    }

    #[test]
    fn below_a_quarter_it_keeps_the_busy_data() {
        assert_eq!(given(5_500, 2_510), 8_192 - 5_500 - 880);
        assert_eq!(given(6_629, 2_510), 683);
        assert_eq!(given(7_000, 2_510), 683);
    }

    #[test]
    fn nginx_has_16_kib_for_each_client() {
        let mib = |clients| nginx(clients, Memory::ZERO).value.as_mib();
        // 64 × 16 KiB = 1 MiB.
        assert_eq!((mib(0), mib(63), mib(64)), (32, 32, 33));
        assert_eq!(mib(800), 44);
        assert_eq!(nginx(64, Memory::ZERO).working, "32 MiB + 64 × 16 KiB = 33 MiB");
    }
}
