//! The way to a database elsewhere, as each program that goes it writes it.

use planner::spec::{Database, DatabaseTls, Run, Spec};

use crate::here::Here;
use crate::running::Running;

/// A variable of a process's environment.
pub(crate) struct Variable {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
}

/// What programs on this host must know to reach a database elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Elsewhere<'a> {
    pub(crate) database: &'a Database,
    spec: &'a Spec,
}

/// Where each system of this plan, and each image, has the authorities that everybody knows.
const PUBLIC_AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

impl<'a> Here<'a> {
    pub(crate) fn elsewhere(self) -> Option<Elsewhere<'a>> {
        let spec = &self.plan.spec;
        spec.database.is_elsewhere().then_some(Elsewhere {
            database: &spec.database,
            spec,
        })
    }
}

impl<'a> Elsewhere<'a> {
    pub(crate) fn host(self) -> &'a str {
        self.database.host.as_ref().map_or("", |host| host.as_str())
    }

    /// As libpq and PgBouncer call it.
    pub(crate) fn sslmode(self) -> &'static str {
        match self.database.tls {
            DatabaseTls::None => "disable",
            DatabaseTls::Require => "require",
            DatabaseTls::PublicCa | DatabaseTls::OwnCa => "verify-full",
        }
    }

    /// The certificates of who may vouch for the database, as programs see the file.
    pub(crate) fn authorities(self) -> Option<&'static str> {
        match self.database.tls {
            DatabaseTls::None | DatabaseTls::Require => None,
            DatabaseTls::PublicCa => Some(PUBLIC_AUTHORITIES),
            DatabaseTls::OwnCa => Some(Running::DATABASE_AUTHORITY),
        }
    }

    /// Where the admin puts the authority's certificate on the host.
    pub(crate) fn authority_to_put(self) -> Option<String> {
        (self.database.tls == DatabaseTls::OwnCa).then(|| Running::new(self.spec).database_authority())
    }

    /// As libpq reads it: for `psql` and `pg_dump`, whose password is in `PGPASSWORD`.
    pub(crate) fn conninfo(self) -> String {
        let Database { port, name, user, .. } = self.database;
        let host = self.host();
        let root = self
            .authorities()
            .map_or_else(String::new, |path| format!(" sslrootcert={path}"));
        format!(
            "host={host} port={port} dbname={name} user={user} sslmode={}{root}",
            self.sslmode()
        )
    }

    /// What stands before `psql` and `pg_dump` where the host has none of its own.
    pub(crate) fn client(self) -> Vec<String> {
        if self.spec.run == Run::Systemd {
            return Vec::new();
        }
        let mut words: Vec<_> = ["docker", "run", "--rm", "-i", "-e", "PGPASSWORD"]
            .map(str::to_owned)
            .into();
        if let Some(path) = self.authority_to_put() {
            // Unlike -v, it makes no folder where the file is missing.
            words.extend([
                "--mount".to_owned(),
                format!(
                    "type=bind,source={path},target={},readonly",
                    Running::DATABASE_AUTHORITY
                ),
            ]);
        }
        words.push(format!("postgres:{}-alpine", self.spec.postgresql));
        words
    }

    /// For Ruby and psql, which ask libpq.
    pub(crate) fn for_libpq(self) -> Vec<Variable> {
        let root = self.authorities().map(|value| Variable {
            name: "PGSSLROOTCERT",
            value,
        });
        let mode = Variable {
            name: "DB_SSLMODE",
            value: self.sslmode(),
        };
        [mode].into_iter().chain(root).collect()
    }

    /// For streaming, where Node verifies whatever is encrypted, by authorities that it reads when it starts.
    pub(crate) fn for_node(self) -> Option<Variable> {
        match self.database.tls {
            DatabaseTls::None | DatabaseTls::PublicCa => None,
            DatabaseTls::Require => {
                self.spec
                    .mastodon
                    .streaming_can_skip_verification()
                    .then_some(Variable {
                        name: "DB_SSLMODE",
                        value: "no-verify",
                    })
            }
            DatabaseTls::OwnCa => Some(Variable {
                name: "NODE_EXTRA_CA_CERTS",
                value: Running::DATABASE_AUTHORITY,
            }),
        }
    }
}

/// What streaming needs in its own environment, where it asks the database itself.
pub(crate) fn for_streaming(here: Here<'_>) -> Option<Variable> {
    here.elsewhere()
        .filter(|_| !here.plan.uses_pgbouncer())?
        .for_node()
}
