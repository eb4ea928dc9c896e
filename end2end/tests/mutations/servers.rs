//! Damage to what the servers read.

use super::Break::{Append, Line, Replace};
use super::{BARE, ENV, MEDIA, POSTGRESQL, SITE, catches};

#[test]
fn redis() {
    let main = "main/etc/redis/redis-main.conf";
    let cache = "main/etc/redis/redis-cache.conf";
    catches(
        "redis",
        &[
            (
                BARE,
                main,
                Line("maxmemory-policy", "maxmemory-policy allkeys-lru"),
                "should be noeviction",
            ),
            (
                BARE,
                cache,
                Line("maxmemory-policy", "maxmemory-policy noeviction"),
                "should be allkeys-lru",
            ),
            (
                BARE,
                main,
                Line("requirepass", "requirepass other"),
                "does not log in",
            ),
            (BARE, main, Line("requirepass", "# none"), "does not log in"),
            (
                BARE,
                main,
                Line("maxmemory ", "maxmemory 64xb"),
                "FATAL CONFIG FILE ERROR",
            ),
            (BARE, main, Line("bind", "bind 0.0.0.0"), "listens on 0.0.0.0"),
            (
                BARE,
                main,
                Line("dir", "dir /srv/redis"),
                "may not write to /srv/redis",
            ),
            (
                BARE,
                cache,
                Line("appendonly", "appendonly yes"),
                "appendonly is yes",
            ),
            (BARE, main, Line("port", "port 6399"), "no REDIS_URL"),
        ],
    );
}

#[test]
fn nginx() {
    let with_media = "4.6-two-domains";
    catches(
        "nginx",
        &[
            (
                BARE,
                SITE,
                Replace("proxy_set_header Upgrade", "proxy_set_header X-Upgrade"),
                "WebSocket",
            ),
            (
                BARE,
                SITE,
                Line("  client_max_body_size", "  client_max_body_size 1m;"),
                "client_max_body_size is 1m",
            ),
            (
                BARE,
                SITE,
                Replace("proxy_set_header Proxy", "proxy_set_header X-Proxy"),
                "the header proxy arrives as \"evil\"",
            ),
            (
                BARE,
                SITE,
                Replace("^~ /api/v1/streaming", "^~ /api/v1/elsewhere"),
                "they should differ",
            ),
            (
                BARE,
                SITE,
                Replace("gzip on;", "gzip maybe;"),
                "invalid value \"maybe\"",
            ),
            (BARE, SITE, Replace("return 301", "return 302"), "answers 302"),
            (BARE, SITE, Replace("http2", "http3"), "nginx -t"),
            (
                with_media,
                MEDIA,
                Replace("proxy_hide_header Set-Cookie;", ""),
                "set-cookie gets through",
            ),
            (
                with_media,
                MEDIA,
                Replace("proxy_set_header Authorization \"\";", ""),
                "told too much",
            ),
            (
                with_media,
                MEDIA,
                Replace("Cache-Control Expires;", ";"),
                "the media cache uses a file for 315576000 seconds",
            ),
            (with_media, MEDIA, Replace("deny all;", "allow all;"), "a DELETE"),
            (
                with_media,
                MEDIA,
                Line("    proxy_ssl_name", "    proxy_ssl_name other.example.net;"),
                "answered with 502",
            ),
        ],
    );
}

#[test]
fn postgresql() {
    catches(
        "postgresql",
        &[
            (
                "4.6",
                POSTGRESQL,
                Append("no_such_setting = 1\n"),
                "no_such_setting",
            ),
            (
                "4.6",
                POSTGRESQL,
                Append("maintenance_work_mem = 5242kb\n"),
                "5242kb",
            ),
            ("4.6", POSTGRESQL, Append("max_connections = 99\n"), "overridden"),
            (
                "4.6",
                POSTGRESQL,
                Append("mastodon.tuned = yes\n"),
                "mastodon is not loaded",
            ),
            (
                "4.6",
                POSTGRESQL,
                Append("listen_addresses = '*'\n"),
                "listens on \"*\"",
            ),
        ],
    );
}

#[test]
fn database() {
    let ini = "main/etc/pgbouncer/pgbouncer.ini";
    catches(
        "database",
        &[
            (
                BARE,
                ini,
                Replace("set statement_timeout = ''300s''; ", ""),
                "statement_timeout is",
            ),
            (
                BARE,
                "main/root/mastodon-setup/database.sql",
                Replace("CREATE EXTENSION IF NOT EXISTS pg_stat_statements;", ""),
                "pg_stat_statements:",
            ),
            (
                BARE,
                "main/etc/pgbouncer/userlist.txt",
                Line("\"mastodon\"", "\"mastodon\" \"md5x\""),
                "password authentication failed",
            ),
            (
                BARE,
                ENV,
                Line("DB_PASS", "DB_PASS=other"),
                "password authentication failed",
            ),
            (
                BARE,
                ini,
                Line("pool_mode", "pool_mode = session"),
                "the pool of mastodon_production",
            ),
            (
                BARE,
                ini,
                Line("listen_port", "listen_port = 6433"),
                "Connection refused",
            ),
            (BARE, ini, Append("max_cleint_conn = 5\n"), "ended"),
            (
                BARE,
                "main/etc/systemd/system/pgbouncer.service.d/mastodon.conf",
                Line("LimitNOFILE", "LimitNOFILE=32"),
                "open files",
            ),
            (
                BARE,
                "main/root/mastodon-setup/database.sql",
                Replace("CREATE ROLE", "CREATE ROL"),
                "database.sql",
            ),
        ],
    );
}

#[test]
fn boot() {
    let case = "4.6-debian-12";
    let redis = "main/etc/systemd/system/redis-server@main.service.d/mastodon.conf";
    catches(
        "boot",
        &[
            (
                case,
                redis,
                Line("StateDirectory=", "# none"),
                "RUNBOOK.md, 4. Put the files in place",
            ),
            (
                case,
                "main/apply.plan",
                Replace(
                    "600 postgres:postgres /etc/pgbouncer/pgbouncer.ini",
                    "600 root:root /etc/pgbouncer/pgbouncer.ini",
                ),
                "RUNBOOK.md, 4. Put the files in place",
            ),
            (
                case,
                "main/etc/systemd/system/mastodon-sidekiq.service",
                Line("Wants=mastodon-sidekiq-scheduler", "# none"),
                "FAIL  mastodon-sidekiq-scheduler.service runs",
            ),
        ],
    );
}
