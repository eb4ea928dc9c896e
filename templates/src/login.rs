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

/// Of a database elsewhere only the password itself is known, which PgBouncer uses for either kind.
static PLAIN: Kept = Kept {
    method: "scram-sha-256",
    begins: "",
    mark: PASSWORD,
    of: |secrets| &secrets.database_elsewhere,
};
/// The name of the place where the password of a database elsewhere goes.
pub(crate) const PASSWORD: &str = "DB_PASS";

/// The database's name: Mastodon's own, unless it is elsewhere.
pub(crate) fn database(plan: &Plan) -> &str {
    let database = &plan.spec.database;
    if database.is_elsewhere() {
        database.name.as_str()
    } else {
        DATABASE
    }
}

pub(crate) fn role(plan: &Plan) -> &str {
    let database = &plan.spec.database;
    if database.is_elsewhere() {
        database.user.as_str()
    } else {
        ROLE
    }
}

/// The password by which Mastodon logs in.
pub(crate) fn password<'a>(plan: &Plan, secrets: &'a Secrets) -> &'a str {
    if plan.spec.database.is_elsewhere() {
        &secrets.database_elsewhere
    } else {
        &secrets.database.plain
    }
}

pub(crate) fn kept(plan: &Plan) -> &'static Kept {
    if plan.spec.database.is_elsewhere() {
        return &PLAIN;
    }
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
