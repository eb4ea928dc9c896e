//! Runs that end early, runs after a run was taken back, and the way back to the beginning.

use crate::Report;

use super::Site;

/// By the way that Mastodon takes.
const LOGIN: &str = "variable() { sed -n \"s/^$1=//p\" /home/mastodon/live/.env.production; }
PGPASSWORD=$(variable DB_PASS) psql -XAtq -h $(variable DB_HOST) -p $(variable DB_PORT) -U $(variable DB_USER) -d $(variable DB_NAME) -c 'select current_user'";

/// What keeps a run from its end once PostgreSQL has the role.
const REDIS_CANNOT_START: &str = "systemctl mask --quiet redis-server@main";
const REDIS_CAN_START: &str = "systemctl unmask --quiet redis-server@main";

const APPLY: &str = "bash /root/new/main/apply.sh";
/// By another bundle than the one whose runs it undoes.
const ROLLBACK: &str = "bash /root/fewer/main/apply.sh --rollback";

/// A first run that ends early, taken back; then the role has another bundle's password, and the database was not made; one that
/// ends early again, and is run again as it is.
pub(super) fn set_up_in_the_end(site: &Site, report: &mut Report, bare: &str) -> Result<(), String> {
    site.must(REDIS_CANNOT_START)?;
    site.refuses(report, APPLY, "It ended early")?;
    site.must(&format!("{APPLY} --rollback"))?;
    site.must(REDIS_CAN_START)?;
    site.is_as(report, bare, "--rollback of a run that ended early")?;

    site.must(
        "cd / && runuser -u postgres -- psql -Xq -c 'drop database mastodon_production' -c \"alter role mastodon password 'of another bundle'\"",
    )?;
    let dry = site.must(&format!("{APPLY} --dry-run"))?;
    report.expect(
        dry.contains("PostgreSQL keeps another password of the role mastodon"),
        || format!("--dry-run does not tell of the password: {dry}"),
    );
    site.must(REDIS_CANNOT_START)?;
    site.refuses(report, APPLY, "It ended early")?;
    site.must(REDIS_CAN_START)?;
    site.must(APPLY)?;
    let role = site.must(LOGIN)?;
    report.expect(role == "mastodon", || format!("logged in as {role}"));
    Ok(())
}

/// Each `--rollback` undoes one run more. The last but one leaves what the run that ended early had left.
pub(super) fn back_to_the_beginning(
    site: &Site,
    report: &mut Report,
    as_new: &str,
    bare: &str,
) -> Result<(), String> {
    site.must(ROLLBACK)?;
    site.is_as(report, as_new, "a second --rollback")?;
    site.has(report, "SIDEKIQ_", "llen queue:default", "4")?;
    site.must("sh /root/new/main/verify.sh")?;
    site.must(ROLLBACK)?;
    site.must(ROLLBACK)?;
    site.is_as(report, bare, "--rollback of all runs")?;
    site.refuses(report, ROLLBACK, "There is no run to undo")
}
