//! Damage to numbers, queues, units and containers.

use super::Break::{Append, Line, Remove, Replace};
use super::{BARE, BOXED, COMPOSE, POSTGRESQL, UNITS, catches};

#[test]
fn ledger() {
    let web = "main/etc/systemd/system/mastodon-web.service";
    let scheduler = "main/etc/systemd/system/mastodon-sidekiq-scheduler.service";
    catches(
        "ledger",
        &[
            (
                "4.6",
                POSTGRESQL,
                Line("max_connections", "max_connections = 10"),
                "max_connections leaves 7",
            ),
            (
                BARE,
                "main/etc/pgbouncer/pgbouncer.ini",
                Line("max_client_conn", "max_client_conn = 10"),
                "max_client_conn is 10",
            ),
            (
                BARE,
                "main/etc/pgbouncer/pgbouncer.ini",
                Line("default_pool_size", "default_pool_size = 900"),
                "PgBouncer may open",
            ),
            (
                BARE,
                web,
                Replace("puma -C config/puma.rb", "sidekiq -c 5 -q default -q scheduler"),
                "the scheduler is to run once",
            ),
            (
                BARE,
                scheduler,
                Replace("-q scheduler", "-q cron"),
                "nobody serves the queue scheduler",
            ),
            (
                BARE,
                scheduler,
                Replace("-q scheduler", "-q cron"),
                "has no queue cron",
            ),
            (
                BARE,
                scheduler,
                Line("TimeoutStopSec", "TimeoutStopSec=15"),
                "killed after 15 s",
            ),
            (
                BARE,
                scheduler,
                Replace("RAILS_ENV=production\"", "RAILS_ENV=production\" \"DB_POOL=1\""),
                "a pool of 1",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("-q scheduler", "-q pull"),
                "nobody serves the queue scheduler",
            ),
        ],
    );
}

#[test]
fn compose() {
    catches(
        "compose",
        &[
            (
                BOXED,
                COMPOSE,
                Replace("    restart: always", "    restart: always\n    comand: x"),
                "comand",
            ),
            (
                BOXED,
                COMPOSE,
                Replace(
                    "    restart: always",
                    "    restart: always\n    working_dir: $NOWHERE",
                ),
                "NOWHERE",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("127.0.0.1:4000:4000", "127.0.0.1:3000:4000"),
                "port 3000 is used by",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("127.0.0.1:4000:4000", "4000:4000"),
                "goes round the firewall",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("[s]idekiq 8", "[s]idekiq 6"),
                "does not look for Sidekiq 8",
            ),
            (
                BOXED,
                COMPOSE,
                Line("  stop_grace_period", "  stop_grace_period: 10s"),
                "is killed after",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("mastodon-streaming:v", "mastodon:v"),
                "the image is mastodon/mastodon",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("    logging: *logging\n", ""),
                "its log grows without end",
            ),
            (
                BOXED,
                COMPOSE,
                Replace("nofile: 65536", "nofile: 1024"),
                "may open Some(1024) files",
            ),
            (
                BOXED,
                "main/opt/mastodon/redis/main.conf",
                Remove,
                "is not in the bundle",
            ),
        ],
    );
}

#[test]
fn systemd() {
    let web = "main/etc/systemd/system/mastodon-web.service";
    assert!(web.starts_with(UNITS));
    catches(
        "systemd",
        &[
            (BARE, web, Replace("TimeoutSec=", "TimeotSec="), "TimeotSec"),
            (
                BARE,
                web,
                Replace("Restart=always", "Restart=sometimes"),
                "sometimes",
            ),
            (BARE, web, Replace("NoNewPrivileges=true\n", ""), "exposure"),
            (
                BARE,
                web,
                Replace("[Install]\nWantedBy=multi-user.target\n", ""),
                "has no [Install]",
            ),
            (
                BARE,
                "main/etc/systemd/system/pgbouncer.service.d/mastodon.conf",
                Append("LimitNOFLE=9\n"),
                "LimitNOFLE",
            ),
            (
                BARE,
                "main/etc/systemd/system/mastodon-streaming@.service",
                Append("Also=%Z\n"),
                "mastodon-streaming@",
            ),
        ],
    );
}
