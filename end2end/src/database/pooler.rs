//! PgBouncer, between Mastodon and the database.

use std::fs;

use crate::compose::model::{Mount, Service};
use crate::daemon::Daemon;
use crate::postgresql::cluster;
use crate::programs::run;
use crate::read::sections::Sections;
use crate::world::World;
use crate::{Host, Report, Run, systemd};

use super::login::Login;

mod secrets;
mod versions;

const INI: &str = "etc/pgbouncer/pgbouncer.ini";

/// The limit that systemd gives a service whose unit has none.
const DEFAULT_OPEN_FILES: u64 = 1024;

/// Docker's own default is larger than any plan.
const CONTAINER_OPEN_FILES: u64 = 1 << 20;

/// More clients than this say nothing new, and each login costs both sides CPU.
const MOST_CLIENTS: u32 = 44;

pub(super) struct Pooler {
    /// `pgbouncer.ini`, as the program sees it.
    file: String,
    ini: Sections,
    pub(super) port: u16,
    /// Files that a container sees elsewhere than the host has them.
    mounts: Vec<Mount>,
}

impl Pooler {
    /// A host's PgBouncer, if it has one.
    pub(super) fn of(host: &Host, services: &[Service]) -> Result<Option<Self>, String> {
        let has_ini = |mount: &Mount| mount.target.ends_with("pgbouncer.ini");
        let mut mounts = services.iter().map(Service::mounts);
        let mounts = mounts
            .find(|mounts| mounts.iter().any(has_ini))
            .unwrap_or_default();
        let (file, text) = match (host.run, mounts.iter().find(|mount| has_ini(mount))) {
            (Run::Compose, Some(mount)) => (mount.target.clone(), fs::read_to_string(&mount.source).ok()),
            (Run::Compose, None) => return Ok(None),
            (Run::Systemd, _) => (format!("/{INI}"), host.text(INI)),
        };
        let Some(text) = text else { return Ok(None) };
        let ini = Sections::parse(&text);
        let port = ini.get("pgbouncer", "listen_port").unwrap_or("6432");
        let port = port.parse().map_err(|_| format!("listen_port is {port:?}"))?;
        Ok(Some(Self {
            file,
            ini,
            port,
            mounts,
        }))
    }

    pub(super) fn start(&self, world: &World, host: &Host, report: &mut Report) -> Result<Daemon, String> {
        for mount in &self.mounts {
            let text = fs::read_to_string(&mount.source);
            world.write(
                &mount.target,
                &text.map_err(|error| format!("{}: {error}", mount.source))?,
            )?;
        }
        if let Some(users) = self.ini.get("pgbouncer", "auth_file") {
            report.expect(world.path(users).is_file(), || {
                format!("{users} is not in the bundle")
            });
            world.write(users, &secrets::filled_in(&world.read(users), world)?)?;
            world.own(users, "postgres")?;
        }
        let text = self.without_what_is_younger(&world.read(&self.file), world, report)?;
        world.write(&self.file, &text)?;
        world.own(&self.file, "postgres")?;
        world.folder("/var/run/pgbouncer", "postgres")?;
        world.folder("/var/log/pgbouncer", "postgres")?;
        let files = match host.run {
            Run::Systemd => systemd::open_files(host, "pgbouncer.service").unwrap_or(DEFAULT_OPEN_FILES),
            Run::Compose => CONTAINER_OPEN_FILES,
        };
        let mut pgbouncer = world.start("postgres", files, &["/usr/sbin/pgbouncer", &self.file])?;
        pgbouncer.wait_for_port(self.port)?;
        if host.run == Run::Systemd {
            self.file_limit(&self.log(world, &pgbouncer), files, report);
        }
        Ok(pgbouncer)
    }

    /// PgBouncer works out how many files it may need, and says so.
    fn file_limit(&self, log: &str, limit: u64, report: &mut Report) {
        let needed = log.rsplit_once("max expected fd use: ").map(|(_, rest)| rest);
        let needed = needed.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        report.expect(needed.is_some_and(|needed| needed <= limit), || {
            format!(
                "{}: may need {needed:?} open files, LimitNOFILE is {limit}",
                self.file
            )
        });
    }

    /// The administrator sees the settings of the file, and a pool in its mode.
    pub(super) fn examine(&self, world: &World, rails: &Login, report: &mut Report) -> Result<(), String> {
        let Some(config) = self.admin(world, "show config")? else {
            report.skip(format!("{}: SHOW CONFIG: no administrator can log in", self.file));
            return Ok(());
        };
        let shown = |name: &str| {
            config
                .lines()
                .map(|line| line.split('|').collect::<Vec<_>>())
                .find_map(|columns| {
                    (columns.first() == Some(&name)).then(|| columns.get(1).copied().unwrap_or_default())
                })
        };
        let set = Sections::parse(&world.read(&self.file));
        for entry in set.section("pgbouncer") {
            let got = shown(&entry.key);
            report.expect(got == Some(&entry.value), || {
                format!(
                    "{}: {} is {:?}, PgBouncer has {got:?}",
                    self.file, entry.key, entry.value
                )
            });
        }
        let pools = self.admin(world, "show pools")?.unwrap_or_default();
        let pool = pools
            .lines()
            .find(|line| line.starts_with(&format!("{}|{}|", rails.database, rails.user)));
        report.expect(
            pool.is_some_and(|pool| pool.split('|').any(|column| column == "transaction")),
            || format!("{}: the pool of {} is {pool:?}", self.file, rails.database),
        );
        Ok(())
    }

    /// More clients than connections: all are served, and PostgreSQL sees only the pool.
    pub(super) fn share(&self, world: &World, rails: &Login, report: &mut Report) -> Result<(), String> {
        let number = |key: &str| {
            self.ini
                .get("pgbouncer", key)
                .and_then(|value| value.parse::<u32>().ok())
        };
        let pool = number("default_pool_size").unwrap_or(20) + number("reserve_pool_size").unwrap_or(0);
        let most = number("max_client_conn").unwrap_or(100);
        let clients = (pool + 4).min(MOST_CLIENTS).min(most);
        world.write(
            "/tmp/transaction.sql",
            "begin;\nselect pg_sleep(0.01);\ncommit;\n",
        )?;
        world.mode("/tmp/transaction.sql", 0o644)?;
        let mut pgbench = rails.command(world, "pgbench")?;
        pgbench.args([
            "--no-vacuum",
            "--jobs=2",
            "--transactions=2",
            "--file=/tmp/transaction.sql",
        ]);
        let output = run(pgbench.arg(format!("--client={clients}")))?;
        let wanted = format!("{0}/{0}", clients * 2);
        report.expect(output.ok && output.out.contains(&wanted), || {
            format!("{}: {clients} clients at once: {}", self.file, output.all())
        });
        let seen = format!(
            "select count(*) from pg_stat_activity where usename = '{}'",
            rails.user
        );
        let seen = cluster::ask(world, &seen)?;
        report.expect(
            seen.parse::<u32>().is_ok_and(|seen| seen > 0 && seen <= pool),
            || {
                format!(
                    "{}: PostgreSQL sees {seen} connections, the pool has {pool}",
                    self.file
                )
            },
        );
        Ok(())
    }

    /// Warnings in its log, but for those that a wrong password is meant to cause.
    pub(super) fn complaints(&self, world: &World, running: &Daemon, report: &mut Report) {
        for line in self.log(world, running).lines() {
            let grave = line.contains(" WARNING ") || line.contains(" ERROR ") || line.contains(" FATAL ");
            let provoked = line.contains("password authentication failed")
                || line.contains("SASL authentication failed")
                || line.contains("client unexpected eof")
                || line.contains("pooler error");
            if grave && !provoked {
                report.fail(format!("{}: PgBouncer's log: {line}", self.file));
            }
        }
    }

    /// PgBouncer writes to its file, and to its output only what came before.
    fn log(&self, world: &World, running: &Daemon) -> String {
        let file = self.ini.get("pgbouncer", "logfile").map(|file| world.read(file));
        file.filter(|text| !text.is_empty())
            .unwrap_or_else(|| running.log())
    }

    /// Asks the administrator's console: over its socket as the user that it runs as,
    /// or with the first administrator's password.
    fn admin(&self, world: &World, query: &str) -> Result<Option<String>, String> {
        let set = |key| self.ini.get("pgbouncer", key).unwrap_or_default();
        let folder = set("unix_socket_dir");
        let socket = format!("{folder}/.s.PGSQL.{}", self.port);
        let login = if !folder.is_empty() && world.path(socket).exists() {
            Some((folder.to_owned(), "pgbouncer".to_owned(), String::new()))
        } else {
            let users = world.read(set("auth_file"));
            let admins: Vec<_> = set("admin_users").split(',').map(str::trim).collect();
            let known = users.lines().filter_map(|line| {
                let mut words = line.split('"').skip(1).step_by(2);
                Some((words.next()?.to_owned(), words.next()?.to_owned()))
            });
            let mut known = known.filter(|(user, _)| admins.contains(&user.as_str()));
            known
                .next()
                .map(|(user, password)| ("127.0.0.1".to_owned(), user, password))
        };
        let Some((host, user, password)) = login else {
            return Ok(None);
        };
        let mut psql = world.command("postgres", &crate::postgresql::client("psql")?)?;
        psql.args(["-XqAtw", "-d", "pgbouncer", "-h", &host, "-U", &user]);
        psql.env("PGPASSWORD", password)
            .env("PGPORT", self.port.to_string());
        run(psql.args(["-c", query]))?.success().map(Some)
    }
}
