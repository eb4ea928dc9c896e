//! A check that cannot fail is worth nothing: each is shown files that were broken on
//! purpose, and must find what is wrong with them.

use std::{fs, os::unix::fs::PermissionsExt};

use end2end::{BundleDir, CHECKS};

mod matrix;

/// How a file is broken.
enum Break {
    /// Other text in the place of some that must be there.
    Replace(&'static str, &'static str),
    /// Another line in the place of the first that starts so.
    Line(&'static str, &'static str),
    Append(&'static str),
    Mode(u32),
    Remove,
}
use Break::{Append, Line, Mode, Remove, Replace};

/// A case, a file of its host, the damage, and words that the check must find for it.
type Mutation = (&'static str, &'static str, Break, &'static str);

const UNITS: &str = "main/etc/systemd/system/";
const SITE: &str = "main/etc/nginx/sites-available/mastodon";
const MEDIA: &str = "main/etc/nginx/sites-available/mastodon-media";
const ENV: &str = "main/home/mastodon/live/.env.production";
const COMPOSE: &str = "main/opt/mastodon/docker-compose.yml";
const POSTGRESQL: &str = "main/etc/postgresql/17/main/conf.d/90-mastodon.conf";

fn catches(check: &str, mutations: &[Mutation]) {
    let (_, run) = CHECKS
        .iter()
        .find(|(name, _)| *name == check)
        .expect("a check of that name");
    let mut missed = Vec::new();
    for (number, (case, file, damage, words)) in mutations.iter().enumerate() {
        let bundle = matrix::Case::named(case).unpack(&format!("broken-{check}-{number}"));
        break_file(&bundle, file, damage);
        let report = run(&bundle);
        if !report.failures.iter().any(|failure| failure.contains(words)) {
            missed.push(format!(
                "{file} of {case}: no {words:?} in {:#?}",
                report.failures
            ));
        }
    }
    assert!(
        missed.is_empty(),
        "{check} does not catch:\n{}",
        missed.join("\n")
    );
}

fn break_file(bundle: &BundleDir, file: &str, damage: &Break) {
    let path = bundle.root.join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let broken = match damage {
        Replace(old, new) => {
            assert!(text.contains(old), "{file} has no {old:?}");
            text.replacen(old, new, 1)
        }
        Line(start, new) => {
            let old = text.lines().find(|line| line.starts_with(start));
            text.replacen(
                old.unwrap_or_else(|| panic!("{file} has no line {start:?}")),
                new,
                1,
            )
        }
        Append(more) => text + more,
        Mode(mode) => return fs::set_permissions(&path, fs::Permissions::from_mode(*mode)).expect("a mode"),
        Remove => return fs::remove_file(&path).expect("a file"),
    };
    fs::write(&path, broken).expect("a written file");
}

/// Two bundles of the matrix that most of the damage is done to.
const BARE: &str = "4.6-md5";
const BOXED: &str = "4.6-compose-md5";

#[test]
fn files() {
    catches(
        "files",
        &[
            (
                BARE,
                "RUNBOOK.md",
                Append("Hello {{ name }}\n"),
                "template's mark",
            ),
            (BARE, "RUNBOOK.md", Append("no end"), "exactly one newline"),
            (BARE, "PLAN.md", Append("too long \n"), "trailing blanks"),
            (BARE, SITE, Append("# a\r\n"), "carriage return"),
            (BARE, ENV, Mode(0o644), "mode is 644"),
            (BARE, "main/verify.sh", Mode(0o644), "mode is 644"),
            (BARE, "main/etc/redis/redis-main.conf", Mode(0o644), "mode is 644"),
        ],
    );
}

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
fn scripts() {
    let sysctl = "main/etc/sysctl.d/90-mastodon.conf";
    catches(
        "scripts",
        &[
            (BARE, "main/verify.sh", Append("if then\n"), "bash: "),
            (BARE, "main/verify.sh", Append("rm -rf $1/*\n"), "SC2086"),
            (BARE, "howdah.yaml", Append("schema: 2\n"), "duplication of key"),
            (BOXED, COMPOSE, Append("a: [\n"), "yamllint: "),
            (
                BARE,
                sysctl,
                Append("vm.no_such_setting = 1\n"),
                "no setting vm.no_such_setting",
            ),
            (BARE, sysctl, Append("vm.swappiness 1\n"), "a line is no setting"),
        ],
    );
}

#[test]
fn env() {
    catches(
        "env",
        &[
            (
                BARE,
                ENV,
                Append("WEB_CONCURRENCY=2\n"),
                "it belongs into the unit",
            ),
            (BARE, ENV, Append("OTP_SECRET=x\n"), "OTP_SECRET is not known"),
            (BARE, ENV, Append("MOTTO=a $HOME b\n"), "reads"),
            (BARE, ENV, Append("MOTTO=a # b\n"), "reads"),
            (BARE, ENV, Append("DB_POOL=25\n"), "stands for streaming too"),
            (BARE, ENV, Append("CACHE_REDIS_DB=1\n"), "give the whole _URL"),
            (
                BARE,
                ENV,
                Line("PREPARED_STATEMENTS", "PREPARED_STATEMENTS=true"),
                "PREPARED_STATEMENTS true",
            ),
            (
                BARE,
                ENV,
                Line("SECRET_KEY_BASE", "SECRET_KEY_BASE=abc"),
                "SECRET_KEY_BASE has not the form",
            ),
            (
                BARE,
                ENV,
                Line("VAPID_PUBLIC_KEY", "VAPID_PUBLIC_KEY=x"),
                "VAPID_PUBLIC_KEY",
            ),
            (
                BARE,
                ENV,
                Line("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", "# none"),
                "is missing",
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
