//! The life of a server: set up, changed twice, taken back; and one that somebody else had set up, taken over.
//!
//! Everything is done by `apply.sh` on a booted machine; what it must keep is compared by content.

use crate::postgresql::Cluster;
use crate::programs::Output;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, nginx};

use super::machine::Machine;
use super::{MAIL, fill_in, mail, mastodon};

mod backup;
mod containers;
mod guide;
mod media;
mod restarts;
mod valkey;

pub use containers::taken_over_in_containers;
pub use media::media_get_a_name;
pub use valkey::moved_to_valkey;

/// What `apply.sh` may change, and what stands for all of it.
const TREES: &str = "/etc/nginx /etc/pgbouncer /etc/postgresql /etc/redis /etc/valkey /etc/sysctl.d /etc/systemd/system \
                     /home/mastodon/live/ /srv/social/live/ /var/lib/howdah";

/// A new server, whose first runs end early; a plan with more instances of Redis, taken back and put in force again; one with fewer;
/// then everything taken back, run by run.
pub fn changed_twice(new: &BundleDir, more: &BundleDir, fewer: &BundleDir) -> Report {
    in_report(new, |world, host, report| {
        let site = bare_server(world, host, &[(new, "new"), (more, "more"), (fewer, "fewer")])?;
        let bare = site.tree()?;
        restarts::set_up_in_the_end(&site, report, &bare)?;
        site.must(START)?;
        site.must("sh /root/new/main/verify.sh")?;
        site.must(&site.redis("SIDEKIQ_", "rpush queue:default one two three"))?;
        site.must(&site.redis("", "set feed:home:1 posts"))?;
        backup::made_and_brought_back(&site, report)?;
        let keys = site.keys()?;
        let as_new = site.tree()?;

        let dry = site.must("bash /root/more/main/apply.sh --dry-run")?;
        report.expect(dry.contains("changed   SIDEKIQ_REDIS_URL: "), || {
            format!("--dry-run does not say what changes: {dry}")
        });
        let password = site.must("sed -n 's/^requirepass //p' /etc/redis/redis-main.conf")?;
        report.expect(!dry.contains(&password), || {
            "--dry-run shows a password".to_owned()
        });
        site.is_as(report, &as_new, "--dry-run")?;

        site.must("bash /root/more/main/apply.sh")?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "3")?;
        site.has(report, "", "exists queue:default", "0")?;
        site.has(report, "", "get feed:home:1", "posts")?;
        site.must(&site.redis("SIDEKIQ_", "rpush queue:default four"))?;
        site.must("bash /root/more/main/apply.sh --rollback")?;
        site.is_as(report, &as_new, "--rollback")?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "4")?;
        site.must("sh /root/new/main/verify.sh")?;

        site.must("bash /root/more/main/apply.sh")?;
        let as_more = site.tree()?;
        let other_keys = "sed -i 's/^SECRET_KEY_BASE=.*/SECRET_KEY_BASE=other/' /root/new/main/home/mastodon/live/.env.production";
        site.must(other_keys)?;
        site.refuses(
            report,
            "bash /root/new/main/apply.sh",
            "SECRET_KEY_BASE is in use",
        )?;
        site.is_as(report, &as_more, "a refused run")?;

        site.must("bash /root/fewer/main/apply.sh")?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "4")?;
        site.must("! systemctl is-active redis-server@sidekiq")?;
        report.expect(site.keys()? == keys, || "keys changed".to_owned());
        site.must("bash /root/fewer/main/apply.sh --rollback")?;
        site.is_as(report, &as_more, "--rollback")?;
        site.has(report, "SIDEKIQ_", "llen queue:default", "4")?;
        site.must("sh /root/more/main/verify.sh")?;
        restarts::back_to_the_beginning(&site, report, &as_new, &bare)?;
        Ok(())
    })
}

/// Brings bundles by their names, and a server as it is before the first of them is applied.
fn bare_server(world: &World, host: &Host, bundles: &[(&BundleDir, &str)]) -> Result<Site, String> {
    for (bundle, name) in bundles {
        world.copy(&bundle.root, &format!("/root/{name}"))?;
    }
    let (first, name) = bundles.first().ok_or("no bundle")?;
    mastodon::lay_out(world, &mastodon::OF_THE_GUIDE, first.mastodon)?;
    mastodon::kernel(world)?;
    nginx::certificates_of(host, world)?;
    fill_in(world, &format!("/root/{name}/main/{}", host.env_path()))?;
    mail::lay_out(world, MAIL)?;
    Site::boot(world, host)
}

/// As [`bare_server`], set up with the first.
fn new_server(world: &World, host: &Host, bundles: &[(&BundleDir, &str)]) -> Result<Site, String> {
    let site = bare_server(world, host, bundles)?;
    let (_, name) = bundles.first().ok_or("no bundle")?;
    site.must(&format!("bash /root/{name}/main/apply.sh"))?;
    site.must(START)?;
    site.must(&format!("sh /root/{name}/main/verify.sh"))?;
    Ok(site)
}

/// A server made after Mastodon's own guide, with what such servers have besides.
pub fn taken_over(bundle: &BundleDir) -> Report {
    in_report(bundle, |world, host, report| {
        world.copy(&bundle.root, "/root/bundle")?;
        mastodon::lay_out(world, &guide::PLACE, bundle.mastodon)?;
        mastodon::kernel(world)?;
        guide::lay_out(world)?;
        mail::lay_out(world, MAIL)?;
        nginx::certificates_of(host, world)?;
        let site = Site::boot(world, host)?;
        site.must(guide::START)?;
        let before = site.tree()?;
        site.refuses(report, "bash /root/bundle/main/apply.sh", "is renewed by way of")?;
        site.is_as(report, &before, "a refused run")?;
        site.must("sed -i 's|/srv/social/live/public|/var/www/html|' /etc/letsencrypt/renewal/*.conf")?;
        site.refuses(
            report,
            "bash /root/bundle/main/apply.sh",
            "holds keys without this server's REDIS_NAMESPACE, such as theirs:key",
        )?;
        site.must(guide::THEIRS)?;

        let keys = site.keys()?;
        site.must("bash /root/bundle/main/apply.sh")?;
        report.expect(site.keys()? == keys, || "keys changed".to_owned());
        for (question, answer) in guide::KEPT {
            let said = site.machine.run(question)?.all();
            report.expect(said == *answer, || format!("{question}: {said}, not {answer}"));
        }
        site.has(report, "SIDEKIQ_", "llen ours:queue:default", "2")?;
        site.has(report, "", "get ours:feed:home:1", "posts")?;

        site.must("bash /root/bundle/main/apply.sh --rollback")?;
        site.is_as(report, &before, "--rollback")?;
        site.must(guide::IS_BACK)?;
        Ok(())
    })
}

/// What the runbook of a new server has behind `apply.sh`, but for what the world would have to answer.
const START: &str = "ln -sf ../sites-available/mastodon /etc/nginx/sites-enabled/mastodon
rm -f /etc/nginx/sites-enabled/default
nginx -t && systemctl restart nginx
systemctl enable --now mastodon-web mastodon-streaming mastodon-sidekiq howdah-backup.timer";

struct Site {
    machine: Machine,
    trees: &'static str,
    /// Mastodon's settings.
    env: String,
}

impl Site {
    fn boot(world: &World, host: &Host) -> Result<Self, String> {
        Self::boot_in(world, host, TREES)
    }

    fn boot_in(world: &World, host: &Host, trees: &'static str) -> Result<Self, String> {
        let machine = Machine::boot(world)?;
        let env = format!("/{}", host.env_path());
        Ok(Self { machine, trees, env })
    }

    /// Keys and passwords that a server keeps for life.
    fn keys(&self) -> Result<String, String> {
        let names = "SECRET_KEY_BASE|OTP_SECRET|ACTIVE_RECORD|VAPID|SMTP_|DB_NAME|DB_USER";
        self.must(&format!("grep -E '^({names})' {}", self.env))
    }

    /// A command for the Redis that Mastodon's settings name.
    fn redis(&self, role: &str, command: &str) -> String {
        format!(
            "redis-cli --no-auth-warning -u \"$(sed -n 's|^{role}REDIS_URL=redis://:|redis://default:|p' {})\" {command}",
            self.env
        )
    }

    fn must(&self, script: &str) -> Result<String, String> {
        let Output { ok, out, err } = self.machine.run(&format!("set -e\n{script}"))?;
        if ok {
            return Ok(out.trim_end().to_owned());
        }
        let journal = self
            .machine
            .run("journalctl --no-pager -p warning -n 30 -o cat")?;
        Err(format!("{script}:\n{out}{err}\n{}", journal.all()))
    }

    fn refuses(&self, report: &mut Report, script: &str, reason: &str) -> Result<(), String> {
        let output = self.machine.run(script)?;
        report.expect(!output.ok && output.err.contains(reason), || {
            format!("{script} is not refused for `{reason}`: {}", output.all())
        });
        Ok(())
    }

    fn has(&self, report: &mut Report, role: &str, command: &str, answer: &str) -> Result<(), String> {
        let said = self.must(&self.redis(role, command))?;
        report.expect(said == answer, || {
            format!("{role}REDIS_URL: {command}: {said}, not {answer}")
        });
        Ok(())
    }

    fn is_as(&self, report: &mut Report, before: &str, what: &str) -> Result<(), String> {
        let now = self.tree()?;
        report.expect(now == before, || {
            format!("{what} leaves other files:\n{}", difference(before, &now))
        });
        Ok(())
    }

    /// Every file with its checksum, mode and owner, every link with where it leads; but for what Redis writes.
    fn tree(&self) -> Result<String, String> {
        self.must(&format!(
            "for tree in {}; do [ -e $tree ] || continue; \
             find $tree/ -path '*/redis-data/*' -o -name '*.rdb' -o -type l -printf '%p -> %l\\n' -o -type f -printf '%p %m %u:%g ' -exec sh -c 'sha256sum < \"$1\"' sh {{}} \\;; \
             done | sort",
            self.trees
        ))
    }
}

fn difference(before: &str, after: &str) -> String {
    let lost = before
        .lines()
        .filter(|line| !after.lines().any(|other| other == *line));
    let won = after
        .lines()
        .filter(|line| !before.lines().any(|other| other == *line));
    let lines = lost
        .map(|line| format!("- {line}"))
        .chain(won.map(|line| format!("+ {line}")));
    lines.take(10).collect::<Vec<_>>().join("\n")
}

fn in_report(
    bundle: &BundleDir,
    live: impl FnOnce(&World, &Host, &mut Report) -> Result<(), String> + Send,
) -> Report {
    let outcome = in_world(|world| {
        let mut report = Report::new("lifecycle");
        let host = bundle.hosts.first().ok_or("a bundle without a host")?;
        let cluster = Cluster::of(host)?.ok_or("a host without PostgreSQL")?;
        cluster.put_empty(world)?;
        let outcome = live(world, host, &mut report);
        report.take(outcome);
        Ok(report)
    });
    outcome.unwrap_or_else(|error| {
        let mut report = Report::new("lifecycle");
        report.fail(error);
        report
    })
}
