//! How the programs of a host are run, and what follows from it: where their files are, and what they are called.

use planner::spec::{Postgresql, Run};

pub(crate) mod containers;
pub(crate) mod units;

/// Answers what differs between the ways of running. Paths are those on the host, unless a program's view is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Running(Run);

impl Running {
    pub(crate) const fn new(run: Run) -> Self {
        Self(run)
    }

    /// Whether each program is a unit of systemd's.
    pub(crate) fn is_by_units(self) -> bool {
        self.0 == Run::Systemd
    }

    /// Programs in containers see folders and addresses of their own.
    pub(crate) fn is_in_containers(self) -> bool {
        self.0 == Run::Compose
    }

    /// Whether nginx sees all of Mastodon's public files; of a container's only the uploads are on the host.
    pub(crate) fn has_public_files(self) -> bool {
        !self.is_in_containers()
    }

    const fn either<T: Copy>(self, systemd: T, compose: T) -> T {
        match self.0 {
            Run::Systemd => systemd,
            Run::Compose => compose,
        }
    }

    /// Where Mastodon is.
    pub(crate) const fn folder(self) -> &'static str {
        self.either("/home/mastodon/live", "/opt/mastodon")
    }

    pub(crate) const fn environment(self) -> &'static str {
        self.either(
            "/home/mastodon/live/.env.production",
            "/opt/mastodon/.env.production",
        )
    }

    /// The certificate of a database's own authority, as programs see it, in a container or not.
    pub(crate) const DATABASE_AUTHORITY: &'static str = "/etc/mastodon/database-ca.pem";

    /// The same on the host.
    pub(crate) const fn database_authority(self) -> &'static str {
        self.either(Self::DATABASE_AUTHORITY, "/opt/mastodon/database-ca.pem")
    }

    /// Mastodon's public files, or as much as there is of them.
    pub(crate) const fn public_folder(self) -> &'static str {
        self.either("/home/mastodon/live/public", "/opt/mastodon/public")
    }

    /// Where Mastodon keeps media unless it is told otherwise.
    pub(crate) const fn media_folder(self) -> &'static str {
        self.either("/home/mastodon/live/public/system", "/opt/mastodon/public/system")
    }

    /// Who must be able to write there, as the host names them.
    pub(crate) const fn media_owner(self) -> &'static str {
        self.either("mastodon", "991")
    }

    pub(crate) fn postgresql_conf(self, version: Postgresql) -> String {
        match self.0 {
            Run::Systemd => format!("/etc/postgresql/{version}/main/conf.d/90-mastodon.conf"),
            Run::Compose => "/opt/mastodon/postgresql/mastodon.conf".to_owned(),
        }
    }

    /// Where PostgreSQL keeps its data.
    pub(crate) fn postgresql_data(self, version: Postgresql) -> String {
        match self.0 {
            Run::Systemd => format!("/var/lib/postgresql/{version}/main"),
            Run::Compose => format!("/opt/mastodon/postgres{version}"),
        }
    }

    pub(crate) const fn database_sql(self) -> &'static str {
        self.either(
            "/root/mastodon-setup/database.sql",
            "/opt/mastodon/postgresql/database.sql",
        )
    }

    pub(crate) const fn pgbouncer_ini(self) -> &'static str {
        self.either(
            "/etc/pgbouncer/pgbouncer.ini",
            "/opt/mastodon/pgbouncer/pgbouncer.ini",
        )
    }

    pub(crate) const fn userlist(self) -> &'static str {
        self.either(
            "/etc/pgbouncer/userlist.txt",
            "/opt/mastodon/pgbouncer/userlist.txt",
        )
    }

    /// Where PgBouncer puts its socket.
    pub(crate) const fn pgbouncer_sockets(self) -> &'static str {
        self.either("/var/run/postgresql", "/tmp")
    }

    pub(crate) fn redis_conf(self, name: &str) -> String {
        match self.0 {
            Run::Systemd => format!("/etc/redis/redis-{name}.conf"),
            Run::Compose => format!("/opt/mastodon/redis/{name}.conf"),
        }
    }

    /// Where the folders of each Redis are, by its name.
    pub(crate) const fn redis_folder(self) -> &'static str {
        self.either("/var/lib/redis", "/opt/mastodon/redis-data")
    }

    /// Programs on the host that putting files in place needs.
    pub(crate) const fn tools(self) -> &'static [&'static str] {
        self.either(
            &["psql", "redis-cli", "redis-server", "runuser", "ss", "systemctl"],
            &["docker"],
        )
    }

    /// Who reads PgBouncer's files.
    pub(crate) const fn owner_for_pgbouncer(self) -> &'static str {
        self.either("postgres:postgres", containers::PGBOUNCER_USER)
    }

    /// Who owns a file of this kind: who reads it, where not everybody may.
    pub(crate) fn owner(self, kind: &str) -> &'static str {
        match kind {
            "environment" => self.either("mastodon:mastodon", "root:root"),
            "redis-conf" => self.either("redis:redis", containers::REDIS_USER),
            "pgbouncer-ini" | "userlist" => self.owner_for_pgbouncer(),
            _ => "root:root",
        }
    }

    /// Where a Redis sees its data.
    pub(crate) fn redis_data(self, name: &str) -> String {
        match self.0 {
            Run::Systemd => format!("/var/lib/redis/{name}"),
            Run::Compose => "/data".to_owned(),
        }
    }
}
