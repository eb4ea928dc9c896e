//! Damage to the form of files, scripts, YAML and the env file.

use super::Break::{Append, Line, Mode};
use super::{BARE, BOXED, COMPOSE, ENV, SITE, catches};

#[test]
fn files() {
    catches(
        "files",
        &[
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
