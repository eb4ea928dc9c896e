//! PgBouncer: when, and how large.

use crate::plan::Pgbouncer;
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{MASTODON_SCALING, PGBOUNCER_CONFIG};
use crate::spec::{Distribution, PgbouncerChoice, Run};

mod settings;

pub(crate) use settings::MODE;
use settings::settings;

pub(crate) static WHEN: Rule = rule! {
    id: "pgbouncer-when",
    title: "Whether PgBouncer is needed",
    rationale: "Each connection is a process of PostgreSQL. Mastodon's documentation turns to PgBouncer when \
                the 100 connections of PostgreSQL's default run out. In our measurement with 300 clients it \
                cost 5 to 12 % of the throughput and saved 280 processes and 28 % of the database's time on \
                the CPU. So it stands there above 100 connections, where it saves a quarter of them or more: on \
                a host of many cores its own pool is nearly as large, and nothing is gained.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING],
};

pub(crate) static ELSEWHERE: Rule = rule! {
    id: "pgbouncer-elsewhere",
    title: "PgBouncer before a database elsewhere",
    rationale: "A provider gives connections by the memory that is paid for, such as Neon 104 for 1 GB, of which it keeps seven; and every new one \
                takes several round trips over the network, with TLS more. PgBouncer on the host keeps few open for all threads, so it is on unless you turn it off. Its pool is \
                what the limit leaves, if that is less than the host would use.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "Neon documentation, Connection pooling",
            url: "https://neon.com/docs/connect/connection-pooling",
        },
        PGBOUNCER_CONFIG,
    ],
};

pub(crate) static POOL_SIZE: Rule = rule! {
    id: "pgbouncer-server-connections",
    title: "Connections from PgBouncer to PostgreSQL",
    rationale: "A transaction occupies a connection for milliseconds, so few connections serve many threads: \
                four for each core, at least the 20 of Mastodon's documentation, never more than there are \
                clients. The reserve helps in bursts.",
    basis: Basis::Judgement,
    sources: &[MASTODON_SCALING, PGBOUNCER_CONFIG],
};

pub(crate) static CLIENTS: Rule = rule! {
    id: "pgbouncer-client-connections",
    title: "Connections from Mastodon to PgBouncer",
    rationale: "At least the sum of all pools, or a process is turned away; we add a half for restarts that \
                overlap, and never go below the documentation's 100.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, PGBOUNCER_CONFIG],
};

pub(crate) static FILES: Rule = rule! {
    id: "pgbouncer-file-limit",
    title: "Files of PgBouncer",
    rationale: "PgBouncer needs a file for each client and server connection, and some of its own. Out of \
                files, connecting hangs: hachyderm.io's was set for 2,000 clients with 1,024 files, and the \
                site failed in January 2025.",
    basis: Basis::Documented,
    sources: &[
        PGBOUNCER_CONFIG,
        Source {
            title: "Hachyderm, 2025-01-20 outage report",
            url: "https://github.com/hachyderm/community/pull/609",
        },
    ],
};

const NEEDED_ABOVE: u32 = 100;
/// A quarter of the connections is worth what it costs. Our judgement.
const WORTH_IT_SHARE: u32 = 4;
const POOL_PER_CORE: u32 = 4;
const POOL_MIN: u32 = 20;
const POOL_MAX: u32 = 200;
const RESERVE: u32 = 5;
/// For restarts that overlap. Our judgement.
const CLIENTS_MORE_TENTHS: u32 = 5;
/// As in Mastodon's documentation.
const CLIENTS_MIN: u32 = 100;
const CLIENTS_ROUND_TO: u32 = 50;
const OWN_FILES: u32 = 64;
/// As Mastodon's own streaming unit: cheap, and far from where it hurts.
const FILES_MIN: u32 = 65_536;
/// PgBouncer's default.
const PORT: u16 = 6432;

/// `room` is what the limit of a database elsewhere leaves.
pub(crate) fn pgbouncer(
    choice: PgbouncerChoice,
    clients: u32,
    cores: u32,
    (distribution, run): (Distribution, Run),
    room: Option<u32>,
) -> Option<Pgbouncer> {
    let pool = pool(clients, cores, room);
    let (rule, why) = match (choice, room) {
        (PgbouncerChoice::On, _) => (&WHEN, "chosen by you".to_owned()),
        (PgbouncerChoice::Auto, Some(room)) => (
            &ELSEWHERE,
            working!("{clients} connections of Mastodon's share the {room} that are left for them"),
        ),
        (PgbouncerChoice::Auto, None) if saves(clients, cores) => (
            &WHEN,
            working!(
                "{clients} connections are more than {NEEDED_ABOVE}, and it needs {} of them: {} fewer",
                pool + RESERVE,
                clients - pool - RESERVE
            ),
        ),
        (PgbouncerChoice::Off, _) | (PgbouncerChoice::Auto, None) => return None,
    };
    let limited = room.map_or_else(String::new, |room| {
        working!(", of {room} that are left less {RESERVE} in reserve")
    });
    let most = (clients + clients * CLIENTS_MORE_TENTHS / 10)
        .next_multiple_of(CLIENTS_ROUND_TO)
        .max(CLIENTS_MIN);
    let files = (most + pool + RESERVE + OWN_FILES).max(FILES_MIN);
    Some(Pgbouncer {
        why: Value::new("in front of PostgreSQL".to_owned(), rule, why),
        default_pool_size: Value::new(
            pool,
            &POOL_SIZE,
            working!(
                "{cores} cores × {POOL_PER_CORE}, from {POOL_MIN} to {POOL_MAX}, at most {clients} clients{limited} = {pool}"
            ),
        ),
        reserve_pool_size: Value::new(RESERVE, &POOL_SIZE, "for bursts"),
        max_client_conn: Value::new(
            most,
            &CLIENTS,
            working!("{clients} × 1.{CLIENTS_MORE_TENTHS}, rounded up to {most}"),
        ),
        file_limit: Value::new(
            files,
            &FILES,
            working!(
                "{most} clients + {pool} + {RESERVE} servers + {OWN_FILES} of its own, at least {FILES_MIN}"
            ),
        ),
        settings: settings(distribution, run),
        port: PORT,
    })
}

fn pool(clients: u32, cores: u32, room: Option<u32>) -> u32 {
    let wanted = cores.saturating_mul(POOL_PER_CORE).clamp(POOL_MIN, POOL_MAX);
    let wanted = wanted.min(clients);
    let most = room.map_or(wanted, |room| room.saturating_sub(RESERVE).max(1));
    wanted.min(most)
}

/// Whether so many clients would be fewer connections behind it, by enough to be worth it.
pub(crate) fn saves(clients: u32, cores: u32) -> bool {
    let kept = pool(clients, cores, None) + RESERVE;
    clients > NEEDED_ABOVE && clients >= kept + clients / WORTH_IT_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(clients: u32, cores: u32) -> Option<Pgbouncer> {
        pgbouncer(
            PgbouncerChoice::Auto,
            clients,
            cores,
            (Distribution::Debian13, Run::Systemd),
            None,
        )
    }

    fn on(clients: u32, cores: u32) -> Pgbouncer {
        pgbouncer(
            PgbouncerChoice::On,
            clients,
            cores,
            (Distribution::Debian13, Run::Systemd),
            None,
        )
        .expect("it is on")
    }

    /// Mastodon's documentation: when the 100 connections of PostgreSQL's default run out.
    #[test]
    fn is_needed_above_100_connections() {
        assert!(auto(100, 4).is_none());
        assert!(auto(101, 4).is_some());
        assert!(
            pgbouncer(
                PgbouncerChoice::Off,
                5_000,
                4,
                (Distribution::Debian13, Run::Systemd),
                None
            )
            .is_none()
        );
        assert_eq!(on(45, 2).why.working, "chosen by you");
    }

    /// 26 cores have a pool of 104, 109 with the reserve: a quarter of 146 is 36, and 146 − 109 = 37; of 144 36, and 144 − 109 = 35.
    #[test]
    fn comes_where_it_saves_a_quarter_of_the_connections() {
        assert!(auto(144, 26).is_none());
        let made = auto(146, 26).expect("it is on");
        assert_eq!(
            made.why.working,
            "146 connections are more than 100, and it needs 109 of them: 37 fewer"
        );
    }

    #[test]
    fn is_at_its_own_port() {
        assert_eq!(on(101, 4).port, 6432);
    }

    #[test]
    fn four_server_connections_for_each_core_from_20_to_200_and_no_more_than_clients() {
        let pool = |clients, cores| on(clients, cores).default_pool_size.value;
        assert_eq!(pool(500, 1), 20);
        assert_eq!(pool(500, 5), 20);
        assert_eq!(pool(500, 6), 24);
        assert_eq!(pool(500, 50), 200);
        assert_eq!(pool(500, 51), 200);
        assert_eq!(pool(500, 1024), 200);
        assert_eq!(pool(19, 6), 19);
        assert_eq!(on(500, 6).reserve_pool_size.value, 5);
    }

    #[test]
    fn half_as_many_clients_again_may_connect_and_never_fewer_than_100() {
        let most = |clients| on(clients, 4).max_client_conn.value;
        assert_eq!(most(1), 100);
        // 67 × 1.5 = 100.5, 68 × 1.5 = 102, 100 × 1.5 = 150 and 101 × 1.5 = 151.5; steps of 50.
        assert_eq!(most(67), 100);
        assert_eq!(most(68), 150);
        assert_eq!(most(100), 150);
        assert_eq!(most(101), 200);
        assert_eq!(on(101, 4).max_client_conn.working, "101 × 1.5, rounded up to 200");
    }

    /// PgBouncer's documentation: a file for each client and each server connection, and some of its own.
    #[test]
    fn files_suffice_for_every_connection() {
        let files = |clients| on(clients, 50).file_limit.value;
        assert_eq!(files(101), 65_536);
        // 43,400 × 1.5 = 65,100, and 200 + 5 + 64 are fewer than 65,536; 43,600 × 1.5 = 65,400.
        assert_eq!(files(43_400), 65_536);
        assert_eq!(files(43_600), 65_400 + 200 + 5 + 64);
    }

    /// The pool is what is left but for the reserve of 5; a host of six cores would use 24.
    #[test]
    fn before_a_database_elsewhere_it_is_on_and_fits_into_what_is_left() {
        let with = |room| {
            let made = pgbouncer(
                PgbouncerChoice::Auto,
                45,
                6,
                (Distribution::Debian13, Run::Systemd),
                Some(room),
            );
            made.expect("it is on").default_pool_size.value
        };
        assert_eq!((with(100), with(29), with(28), with(12)), (24, 24, 23, 7));
        // There is no pool of none.
        assert_eq!((with(6), with(5), with(0)), (1, 1, 1));
        assert!(
            pgbouncer(
                PgbouncerChoice::Off,
                45,
                6,
                (Distribution::Debian13, Run::Systemd),
                Some(12)
            )
            .is_none()
        );
    }
}
