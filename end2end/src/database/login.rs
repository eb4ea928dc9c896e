//! A service's way to log in, as its environment gives it.

use crate::postgresql::client;
use crate::programs::{Output, run};
use crate::read::env::Env;
use crate::world::World;

/// PgBouncer lets a client wait two minutes where it cannot log in itself.
const PATIENCE_SECONDS: &str = "20";

#[derive(Debug, Clone)]
pub(super) struct Login {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) database: String,
    pub(super) user: String,
    pub(super) password: String,
    /// Settings of the session that libpq asks for.
    pub(super) options: String,
}

impl Login {
    /// `DB_*` with the defaults of Mastodon's `config/database.yml`.
    pub(super) fn of(env: &Env) -> Result<Self, String> {
        let get = |key: &str, default: &str| env.get(key).map_or(default, String::as_str).to_owned();
        let port = get("DB_PORT", "5432");
        Ok(Self {
            host: get("DB_HOST", "localhost"),
            port: port.parse().map_err(|_| format!("DB_PORT is {port:?}"))?,
            database: get("DB_NAME", "mastodon_production"),
            user: get("DB_USER", "mastodon"),
            password: get("DB_PASS", ""),
            options: get("PGOPTIONS", ""),
        })
    }

    pub(super) fn with_password(&self, password: &str) -> Self {
        Self {
            password: password.to_owned(),
            ..self.clone()
        }
    }

    /// A client program with this login, run by nobody in particular.
    pub(super) fn command(&self, world: &World, program: &str) -> Result<std::process::Command, String> {
        let mut command = world.command("nobody", &client(program)?)?;
        command
            .env("PGHOST", &self.host)
            .env("PGPORT", self.port.to_string())
            .env("PGDATABASE", &self.database)
            .env("PGUSER", &self.user)
            .env("PGPASSWORD", &self.password)
            .env("PGOPTIONS", &self.options)
            .env("PGCONNECT_TIMEOUT", PATIENCE_SECONDS);
        Ok(command)
    }

    /// Runs a query in one session.
    pub(super) fn ask(&self, world: &World, query: &str) -> Result<Output, String> {
        // One `-c` for each statement: together they would be one transaction.
        let mut psql = self.command(world, "psql")?;
        psql.args(["-XqAtw", "-v", "ON_ERROR_STOP=1"]);
        for statement in query.split("; ") {
            psql.args(["-c", statement]);
        }
        run(&mut psql)
    }
}
