//! The connection ledger and `max_connections`.

use crate::plan::{Consumer, Ledger, LedgerLine, Pgbouncer, Puma, Route, Sidekiq, Streaming};
use crate::rule::{Basis, Rule, Value, rule};
use crate::sources::{COMPENDIUM, EXODUS, MASTODON_SCALING, POSTGRESQL_CONNECTIONS};

pub(crate) static MAX_CONNECTIONS: Rule = rule! {
    id: "max-connections",
    title: "max_connections",
    rationale: "Every pool may fill: the sum of all pools and reserves must fit, or jobs fail with \
                \"remaining connection slots are reserved\". Rounded up to the next ten, and not below the default of 100. Through PgBouncer \
                only its own pools count.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, EXODUS, COMPENDIUM, POSTGRESQL_CONNECTIONS],
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

/// All hosts' lines against the limit of the database, which is on the host with this place.
pub(crate) fn ledger(mut lines: Vec<LedgerLine>, pgbouncer: Option<&Pgbouncer>, database: usize) -> Ledger {
    let client_connections = sum(&lines);
    let reserve = |name: &str, pool| LedgerLine {
        host: database,
        name: name.to_owned(),
        service: None,
        processes: 1,
        pool,
        route: Route::Direct,
    };
    let reserves = vec![
        reserve("Migrations, console, psql, backup", DIRECT_RESERVED),
        reserve("Kept for the superuser", SUPERUSER_RESERVED),
    ];
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
    let max_connections = server_connections.next_multiple_of(ROUND_TO).max(CONNECTIONS_MIN);
    let who = if pgbouncer.is_some() {
        "of PgBouncer"
    } else {
        "of all pools"
    };
    Ledger {
        lines,
        reserves,
        client_connections,
        server_connections,
        max_connections: Value::new(
            max_connections,
            &MAX_CONNECTIONS,
            format!(
                "{from_mastodon} {who} + {reserved} kept free = {server_connections}, rounded up, at least {CONNECTIONS_MIN}: {max_connections}"
            ),
        ),
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
        ledger(vec![line], pgbouncer, 0)
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

    /// Two cores and 4 GiB have two Puma workers of 5 threads, a Sidekiq worker of 10 and a scheduler of 5.
    #[test]
    fn each_process_has_a_connection_for_each_thread() {
        let plan = plan_of("");
        let lines = plan.connections.lines.iter();
        let shown: Vec<_> = lines
            .map(|line| (line.name.as_str(), line.processes, line.pool))
            .collect();
        assert_eq!(
            shown,
            [
                ("Puma", 2, 5),
                ("Sidekiq worker", 1, 10),
                ("Sidekiq scheduler", 1, 5),
                ("Room for extra Sidekiq processes", 2, 5),
                ("Streaming", 1, 10),
            ]
        );
        assert_eq!(plan.connections.client_connections, 45);
    }
}
