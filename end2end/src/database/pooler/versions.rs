//! Which settings which PgBouncer knows.

use super::Pooler;
use crate::Report;
use crate::bundle::Host;
use crate::programs::run;
use crate::world::World;

/// Settings by the version of PgBouncer that brought them, from its change log. An
/// older program does not start with them, so they are left out and reported.
const APPEARED: &[(&str, (u32, u32))] = &[
    ("track_extra_parameters", (1, 20)),
    ("max_prepared_statements", (1, 21)),
    ("auth_dbname", (1, 19)),
    ("server_login_retry", (1, 8)),
    ("peer_id", (1, 19)),
    ("max_user_client_connections", (1, 24)),
    ("max_db_client_connections", (1, 24)),
    ("query_wait_notify", (1, 25)),
    ("transaction_timeout", (1, 25)),
];

/// PgBouncer of each distribution: packages.debian.org and packages.ubuntu.com.
const DISTRIBUTIONS: &[(&str, (u32, u32))] = &[
    ("debian-12", (1, 18)),
    ("debian-13", (1, 24)),
    ("ubuntu-22.04", (1, 16)),
    ("ubuntu-24.04", (1, 22)),
];

impl Pooler {
    /// The file without the settings that this machine's PgBouncer does not know yet.
    pub(super) fn without_what_is_younger(
        &self,
        text: &str,
        world: &World,
        report: &mut Report,
    ) -> Result<String, String> {
        let said = run(world.command("root", "/usr/sbin/pgbouncer")?.arg("--version"))?.success()?;
        let version = said
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("PgBouncer ");
        let mut numbers = version.split('.').filter_map(|number| number.parse::<u32>().ok());
        let installed = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let mut kept = String::new();
        for line in text.lines() {
            let key = line.split('=').next().unwrap_or_default().trim();
            let younger = APPEARED
                .iter()
                .any(|(name, since)| *name == key && *since > installed);
            if younger {
                report.skip(format!(
                    "{}: `{line}`: PgBouncer {version} does not know it",
                    self.file
                ));
            } else {
                kept.push_str(line);
            }
            kept.push('\n');
        }
        Ok(kept)
    }

    /// Fails for settings that the PgBouncer of the distribution, or of the compose file's image, would not start with.
    pub(in crate::database) fn younger_than(&self, distribution: &str, host: &Host, report: &mut Report) {
        let target = match host.text(&format!("{}/docker-compose.yml", host.mastodon())) {
            Some(compose) => of_image(&compose),
            None => of_distribution(distribution),
        };
        let Some(target) = target else {
            report.fail(format!("{}: its PgBouncer's version is not known", self.file));
            return;
        };
        for entry in self.ini.section("pgbouncer") {
            let since = APPEARED.iter().find(|(name, _)| *name == entry.key);
            report.expect(since.is_none_or(|(_, since)| *since <= target), || {
                format!(
                    "{}: {} is younger than PgBouncer {}.{}",
                    self.file, entry.key, target.0, target.1
                )
            });
        }
    }
}

fn of_distribution(distribution: &str) -> Option<(u32, u32)> {
    let found = DISTRIBUTIONS.iter().find(|(name, _)| *name == distribution);
    found.map(|(_, version)| *version)
}

/// `image: edoburu/pgbouncer:v1.25.2-p0`
fn of_image(compose: &str) -> Option<(u32, u32)> {
    let (_, tag) = compose.split_once("/pgbouncer:v")?;
    let mut numbers = tag.splitn(3, '.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
