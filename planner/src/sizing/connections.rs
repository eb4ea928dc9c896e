//! The connection ledger and `max_connections`.

use crate::plan::{Consumer, Ledger, LedgerLine, Pgbouncer, Puma, Route, Sidekiq, Streaming};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::timeouts;
use crate::sources::{COMPENDIUM, EXODUS, MASTODON_SCALING, POSTGRESQL_CONNECTIONS};
use crate::spec::Database;

pub(crate) static MAX_CONNECTIONS: Rule = rule! {
    id: "max-connections",
    title: "max_connections",
    rationale: "Every pool may fill: the sum of all pools and reserves must fit, or jobs fail with \
                \"remaining connection slots are reserved\". Rounded up to the next ten, and not below the default of 100. What is above \
                the need costs nothing: work_mem is divided by what the ledger needs. Through PgBouncer \
                only its own pools count.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, EXODUS, COMPENDIUM, POSTGRESQL_CONNECTIONS],
};

pub(crate) static ELSEWHERE: Rule = rule! {
    id: "connections-elsewhere",
    title: "Connections of a database elsewhere",
    rationale: "Its provider sets the limit, and keeps some for itself. Ten more are kept free for migrations, a console, a dump and \
                psql; the rest is for Mastodon's processes, or for PgBouncer that shares it among them.",
    basis: Basis::Judgement,
    sources: &[POSTGRESQL_CONNECTIONS],
};

/// PostgreSQL's own `superuser_reserved_connections`.
pub(crate) const SUPERUSER_RESERVED: u32 = 3;
/// A migration, a console, a dump, monitoring, psql, and the 5 threads of one `tootctl`. Our judgement.
const DIRECT_RESERVED: u32 = 10;
const ROUND_TO: u32 = 10;
/// PostgreSQL's default: fewer save nothing worth the trouble.
const CONNECTIONS_MIN: u32 = 100;

/// What a host's processes may open; whether through PgBouncer is decided after this.
pub(crate) fn lines(
    host: usize,
    puma: Option<&Puma>,
    sidekiq: Option<&Sidekiq>,
    streaming: Option<&Streaming>,
) -> Vec<LedgerLine> {
    let line = |service, name: &str, processes, pool| LedgerLine {
        host,
        name: name.to_owned(),
        service: Some(service),
        processes,
        pool,
        route: Route::Direct,
    };
    let mut lines = Vec::new();
    lines.extend(puma.map(|puma| line(Consumer::Puma, "Puma", puma.processes(), puma.threads.value)));
    if let Some(sidekiq) = sidekiq {
        lines.extend(sidekiq.processes.iter().map(|process| {
            line(
                Consumer::Sidekiq,
                &format!("Sidekiq {}", process.name),
                process.instances.value,
                process.concurrency.value,
            )
        }));
        lines.push(line(
            Consumer::Sidekiq,
            "Room for extra Sidekiq processes",
            sidekiq.extra_processes.value,
            sidekiq.extra_concurrency.value,
        ));
    }
    lines.extend(streaming.map(|streaming| {
        line(
            Consumer::Streaming,
            "Streaming",
            streaming.processes.value,
            streaming.db_pool.value,
        )
    }));
    lines
}

pub(crate) fn sum(lines: &[LedgerLine]) -> u32 {
    lines.iter().map(LedgerLine::connections).sum()
}

/// Connections that are not Mastodon's processes', each with its name.
fn kept_free(database: &Database) -> [(&'static str, u32); 2] {
    let kept = if database.is_elsewhere() {
        ("Kept by the provider", database.reserved_connections)
    } else {
        ("Kept for the superuser", SUPERUSER_RESERVED)
    };
    [("Migrations, console, psql, backup", DIRECT_RESERVED), kept]
}

/// What the limit of a database elsewhere leaves for Mastodon's processes; none where the limit follows from them.
pub(crate) fn room(database: &Database) -> Option<u32> {
    let kept: u32 = kept_free(database)
        .iter()
        .map(|(_, connections)| connections)
        .sum();
    Some(limit(database)?.saturating_sub(kept))
}

fn limit(database: &Database) -> Option<u32> {
    database.connections.filter(|_| database.is_elsewhere())
}

/// All hosts' lines against the limit of the database, which is on the host with this place.
pub(crate) fn ledger(
    mut lines: Vec<LedgerLine>,
    pgbouncer: Option<&Pgbouncer>,
    database: &Database,
    place: usize,
) -> Ledger {
    let client_connections = sum(&lines);
    let reserve = |(name, pool): (&str, u32)| LedgerLine {
        host: place,
        name: name.to_owned(),
        service: None,
        processes: 1,
        pool,
        route: Route::Direct,
    };
    let reserves: Vec<_> = kept_free(database).into_iter().map(reserve).collect();
    let from_mastodon = match pgbouncer {
        None => client_connections,
        Some(pgbouncer) => {
            for line in &mut lines {
                line.route = Route::ThroughPgbouncer;
            }
            pgbouncer.default_pool_size.value + pgbouncer.reserve_pool_size.value
        }
    };
    let reserved = sum(&reserves);
    let server_connections = from_mastodon + reserved;
    let who = if pgbouncer.is_some() {
        "of PgBouncer"
    } else {
        "of all pools"
    };
    let needed = working!("{from_mastodon} {who} + {reserved} kept free = {server_connections}");
    let max_connections = if let Some(limit) = limit(database) {
        Value::new(limit, &ELSEWHERE, working!("as you said; {needed}"))
    } else {
        let most = server_connections.next_multiple_of(ROUND_TO).max(CONNECTIONS_MIN);
        Value::new(
            most,
            &MAX_CONNECTIONS,
            working!("{needed}, rounded up, at least {CONNECTIONS_MIN}: {most}"),
        )
    };
    Ledger {
        timeouts: timeouts::timeouts(),
        lines,
        reserves,
        client_connections,
        server_connections,
        max_connections,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn ledger_of(processes: u32, pool: u32, pgbouncer: Option<&Pgbouncer>) -> Ledger {
        let line = LedgerLine {
            host: 0,
            name: "Puma".to_owned(),
            service: Some(Consumer::Puma),
            processes,
            pool,
            route: Route::Direct,
        };
        ledger(vec![line], pgbouncer, &Database::default(), 0)
    }

    /// 13 are kept free: ten for people and programs beside Mastodon, and PostgreSQL's own three for the superuser.
    #[test]
    fn all_pools_and_reserves_fit_rounded_up_to_the_next_ten_and_not_below_100() {
        let max = |clients| ledger_of(1, clients, None).max_connections.value;
        assert_eq!(max(5), 100);
        assert_eq!(max(87), 100);
        assert_eq!(max(88), 110);
        assert_eq!(max(97), 110);
        assert_eq!(max(98), 120);
        let ledger = ledger_of(11, 8, None);
        assert_eq!(
            (
                ledger.client_connections,
                ledger.server_connections,
                ledger.spare()
            ),
            (88, 101, 9)
        );
        assert_eq!(
            ledger.max_connections.working,
            "88 of all pools + 13 kept free = 101, rounded up, at least 100: 110"
        );
    }

    #[test]
    fn through_pgbouncer_only_its_own_connections_count() {
        // 64 cores: a pool of 200, and the reserve of 5.
        let plan = plan_of("hosts.0.cores=64 hosts.0.memory=64 options.pgbouncer=on load.active_users=20000");
        let ledger = &plan.connections;
        assert_eq!(
            (ledger.server_connections, ledger.max_connections.value),
            (218, 220)
        );
        assert!(
            ledger
                .lines
                .iter()
                .all(|line| line.route == Route::ThroughPgbouncer)
        );
        assert!(ledger.reserves.iter().all(|line| line.route == Route::Direct));
    }

    /// Two cores and 5 GiB have two Puma workers of 5 threads, a Sidekiq worker and a scheduler of 10 each.
    #[test]
    fn each_process_has_a_connection_for_each_thread() {
        let plan = plan_of("hosts.0.memory=5");
        let lines = plan.connections.lines.iter();
        let shown: Vec<_> = lines
            .map(|line| (line.name.as_str(), line.processes, line.pool))
            .collect();
        assert_eq!(
            shown,
            [
                ("Puma", 2, 5),
                ("Sidekiq worker", 1, 10),
                ("Sidekiq scheduler", 1, 10),
                ("Room for extra Sidekiq processes", 2, 5),
                ("Streaming", 1, 10),
            ]
        );
        assert_eq!(plan.connections.client_connections, 50);
    }

    /// 100, of which the provider keeps 7 and ten stay free: 83 are left. Two cores ask for a pool of 20, and the reserve of 5.
    #[test]
    fn a_database_elsewhere_has_the_limit_that_its_provider_states() {
        let elsewhere =
            "database.place=elsewhere database.host=db.example.net database.reserved_connections=7";
        let plan = plan_of(&format!("{elsewhere} database.connections=100"));
        assert_eq!(room(&plan.spec.database), Some(83));
        let ledger = &plan.connections;
        assert_eq!(
            (
                ledger.server_connections,
                ledger.max_connections.value,
                ledger.spare()
            ),
            (20 + 5 + 17, 100, 58)
        );
        assert_eq!(
            ledger.max_connections.working,
            "as you said; 25 of PgBouncer + 17 kept free = 42"
        );
        assert_eq!(room(&Database::default()), None);
    }
}
