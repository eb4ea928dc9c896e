//! How the programs of a host are run, and what follows from it: where their files are, and what they are called.

use planner::spec::{Postgresql, RedisProgram, Run, Spec};
use planner::value::text::UserName;

pub(crate) mod containers;
pub(crate) mod image_users;
pub(crate) mod store;
pub(crate) mod units;

use store::Store;

/// Whose Mastodon is under systemd, and what they have.
pub(crate) struct Owner<'a> {
    pub(crate) user: &'a UserName,
    /// Mastodon's.
    pub(crate) folder: String,
    pub(crate) rbenv: String,
}

/// Answers what differs between the ways of running. Paths are those on the host, unless a program's view is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Running<'a>(&'a Spec);

impl<'a> Running<'a> {
    pub(crate) const fn new(spec: &'a Spec) -> Self {
        Self(spec)
    }

    /// The program that is Redis.
    pub(crate) fn store(self) -> &'static Store {
        Store::of(self.0.options.redis_program)
    }

    /// Whether each program is a unit of systemd's.
    pub(crate) fn is_by_units(self) -> bool {
        self.0.run == Run::Systemd
    }

    /// Programs in containers see folders and addresses of their own.
    pub(crate) fn is_in_containers(self) -> bool {
        self.0.run == Run::Compose
    }

    /// Whether nginx sees all of Mastodon's public files; of a container's only the uploads are on the host.
    pub(crate) fn has_public_files(self) -> bool {
        !self.is_in_containers()
    }

    /// A path in Mastodon's folder.
    fn below(self, path: &str) -> String {
        format!("{}/{path}", self.folder())
    }

    fn either<T>(self, systemd: T, compose: T) -> T {
        match self.0.run {
            Run::Systemd => systemd,
            Run::Compose => compose,
        }
    }

    /// Where Mastodon is.
    pub(crate) fn folder(self) -> String {
        self.0.folder()
    }

    /// Who runs Mastodon, and with Ruby from where, under systemd.
    pub(crate) fn owner_of_mastodon(self) -> Owner<'a> {
        Owner {
            user: &self.0.install.user,
            folder: self.folder(),
            rbenv: format!("{}/.rbenv", self.0.home()),
        }
    }

    pub(crate) fn environment(self) -> String {
        self.below(".env.production")
    }

    /// The certificate of a database's own authority, as programs see it, in a container or not.
    pub(crate) const DATABASE_AUTHORITY: &'static str = "/etc/mastodon/database-ca.pem";

    /// The same on the host.
    pub(crate) fn database_authority(self) -> String {
        self.either(Self::DATABASE_AUTHORITY.to_owned(), self.below("database-ca.pem"))
    }

    /// Mastodon's public files, or as much as there is of them.
    pub(crate) fn public_folder(self) -> String {
        self.below("public")
    }

    /// Where Mastodon keeps media unless it is told otherwise.
    pub(crate) fn media_folder(self) -> String {
        self.below("public/system")
    }

    /// Who must be able to write there, as the host names them.
    pub(crate) fn media_owner(self) -> &'a str {
        self.either(self.0.install.user.as_str(), "991")
    }

    pub(crate) fn postgresql_conf(self, version: Postgresql) -> String {
        match self.0.run {
            Run::Systemd => format!("/etc/postgresql/{version}/main/conf.d/90-mastodon.conf"),
            Run::Compose => self.below("postgresql/mastodon.conf"),
        }
    }

    /// Where PostgreSQL keeps its data.
    pub(crate) fn postgresql_data(self, version: Postgresql) -> String {
        match self.0.run {
            Run::Systemd => format!("/var/lib/postgresql/{version}/main"),
            Run::Compose => self.below(&format!("postgres{version}")),
        }
    }

    pub(crate) fn database_sql(self) -> String {
        self.either(
            "/root/mastodon-setup/database.sql".to_owned(),
            self.below("postgresql/database.sql"),
        )
    }

    pub(crate) fn pgbouncer_ini(self) -> String {
        self.either(
            "/etc/pgbouncer/pgbouncer.ini".to_owned(),
            self.below("pgbouncer/pgbouncer.ini"),
        )
    }

    pub(crate) fn userlist(self) -> String {
        self.either(
            "/etc/pgbouncer/userlist.txt".to_owned(),
            self.below("pgbouncer/userlist.txt"),
        )
    }

    /// Where PgBouncer puts its socket.
    pub(crate) fn pgbouncer_sockets(self) -> &'static str {
        self.either("/var/run/postgresql", "/tmp")
    }

    /// The file of an instance of Redis.
    pub(crate) fn redis_conf(self, name: &str) -> String {
        let store = self.store().name;
        match self.0.run {
            Run::Systemd => format!("/etc/{store}/{store}-{name}.conf"),
            Run::Compose => self.below(&format!("{store}/{name}.conf")),
        }
    }

    /// Where the folders of each Redis are, by its name.
    pub(crate) fn redis_folder(self) -> String {
        let store = self.store();
        match self.0.run {
            Run::Systemd => store.folder.to_owned(),
            Run::Compose => self.below(&format!("{}-data", store.name)),
        }
    }

    /// The version of the program that is Redis, as (major, minor).
    pub(crate) fn store_version(self) -> (u32, u32) {
        let of_distribution = match self.0.options.redis_program {
            RedisProgram::Redis => Some(self.0.distribution.redis()),
            RedisProgram::Valkey => self.0.distribution.valkey(),
        };
        let of_image = self.store().image_version;
        self.either(of_distribution.unwrap_or(of_image), of_image)
    }

    /// Programs on the host that putting files in place needs.
    pub(crate) fn tools(self) -> Vec<&'static str> {
        match self.0.run {
            Run::Systemd => vec![
                "psql",
                self.store().cli,
                self.store().server,
                "runuser",
                "ss",
                "systemctl",
            ],
            Run::Compose => vec!["docker"],
        }
    }

    /// Who reads PgBouncer's files.
    pub(crate) fn owner_for_pgbouncer(self) -> &'static str {
        self.either("postgres:postgres", image_users::PGBOUNCER_USER)
    }

    /// Who owns a file of this kind: who reads it, where not everybody may.
    pub(crate) fn owner(self, kind: &str) -> String {
        let user = &self.0.install.user;
        let owner = match kind {
            "environment" if self.is_by_units() => return format!("{user}:{user}"),
            "redis-conf" => self.either(self.store().owner, image_users::REDIS_USER),
            "pgbouncer-ini" | "userlist" => self.owner_for_pgbouncer(),
            _ => "root:root",
        };
        owner.to_owned()
    }

    /// Where a Redis sees its data.
    pub(crate) fn redis_data(self, name: &str) -> String {
        match self.0.run {
            Run::Systemd => format!("{}/{name}", self.store().folder),
            Run::Compose => "/data".to_owned(),
        }
    }
}
