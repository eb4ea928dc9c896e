//! Who logs in to Mastodon's database, and in which form the role's password is kept.

use planner::Plan;
use planner::spec::PgbouncerAuth;

use crate::Secrets;

/// Mastodon's own name for it.
pub(crate) const DATABASE: &str = "mastodon_production";
/// The role that owns it.
pub(crate) const ROLE: &str = "mastodon";
/// Who may see PgBouncer's console. On the host its own system user needs no password for it.
pub(crate) const PGBOUNCER_ADMIN: &str = "pgbouncer";

/// What PostgreSQL keeps of the role's password; the same stands in PgBouncer's user list.
pub(crate) struct Kept {
    /// PostgreSQL's and PgBouncer's word for it.
    pub(crate) method: &'static str,
    /// How what is kept begins.
    pub(crate) begins: &'static str,
    /// The name of the place where an existing server's own goes.
    pub(crate) mark: &'static str,
    of: for<'a> fn(&'a Secrets) -> &'a str,
}

static SCRAM: Kept = Kept {
    method: "scram-sha-256",
    begins: "SCRAM-SHA-256",
    mark: "DB_SCRAM_SECRET",
    of: |secrets| &secrets.database.scram,
};
static MD5: Kept = Kept {
    method: "md5",
    begins: "md5",
    mark: "DB_MD5_HASH",
    of: |secrets| &secrets.database.md5,
};

pub(crate) fn kept(plan: &Plan) -> &'static Kept {
    match plan.spec.options.pgbouncer_auth {
        PgbouncerAuth::Scram => &SCRAM,
        PgbouncerAuth::Md5 => &MD5,
    }
}

impl Kept {
    pub(crate) fn password<'a>(&self, secrets: &'a Secrets) -> &'a str {
        (self.of)(secrets)
    }
}
