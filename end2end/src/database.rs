//! The way from Mastodon to its database, PgBouncer included: the generated files start
//! the real programs, and each service logs in with what its own files give it.

use std::collections::BTreeMap;
use std::fs;

use crate::compose::model::{self, Service};
use crate::postgresql::{Cluster, cluster, memory};
use crate::programs::run;
use crate::read::env::Env;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, Run};

mod login;
mod pooler;

use login::Login;
use pooler::Pooler;

/// One host with its database, inside.
struct Database<'a> {
    host: &'a Host,
    world: &'a World,
    cluster: &'a Cluster,
    services: Vec<Service>,
    distribution: &'a str,
}

/// Sets up role and database as the files say, and logs in on every way there is.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("database");
    for host in &bundle.hosts {
        let Some(Some(cluster)) = report.take(Cluster::of(host)) else {
            continue;
        };
        let part = in_world(|world| {
            let mut part = Report::new("database");
            let services = if host.run == Run::Compose {
                model::services(host)?
            } else {
                Vec::new()
            };
            let distribution = &bundle.distribution;
            let database = Database {
                host,
                world,
                cluster: &cluster,
                services,
                distribution,
            };
            let outcome = database.try_all(&mut part);
            part.take(outcome.map_err(|error| format!("{}: {error}", host.name)));
            Ok(part)
        });
        if let Some(part) = report.take(part) {
            report.add(part);
        }
    }
    report
}

impl Database<'_> {
    fn try_all(&self, report: &mut Report) -> Result<(), String> {
        self.cluster.lay_out(self.host, self.world, report)?;
        let names: Vec<_> = self
            .services
            .iter()
            .map(|service| service.name.as_str())
            .collect();
        self.world.write(
            "/etc/hosts",
            &format!("127.0.0.1 localhost {}\n", names.join(" ")),
        )?;
        let overrides = memory::overrides(self.cluster, self.world, report)?;
        self.accept_md5(report)?;
        let _server = self.cluster.start(self.world, &overrides)?;
        self.create()?;
        let pooler = Pooler::of(self.host, &self.services)?;
        let running = match &pooler {
            Some(pooler) => Some(pooler.start(self.world, self.host, report)?),
            None => None,
        };
        for (service, env) in self.environments() {
            let login = Login::of(&env)?;
            self.log_in(&service, &login, report)?;
            self.time_outs(&service, &login, report)?;
        }
        let rails = Login::of(&self.host.env())?;
        let direct = direct(&rails);
        self.migrate(&direct, report)?;
        self.slow_statements(&direct, report)?;
        if let (Some(pooler), Some(running)) = (&pooler, &running) {
            pooler.younger_than(self.distribution, self.host, report);
            report.expect(rails.port == pooler.port, || {
                format!(
                    ".env.production has DB_PORT {}, PgBouncer {}",
                    rails.port, pooler.port
                )
            });
            pooler.examine(self.world, &rails, report)?;
            pooler.share(self.world, &rails, report)?;
            pooler.complaints(self.world, running, report);
        }
        Ok(())
    }

    /// Packages since 14 let nobody in whose password is kept as MD5, unless the admin
    /// says so in `pg_hba.conf`: then the runbook must say so too.
    fn accept_md5(&self, report: &mut Report) -> Result<(), String> {
        let kept = self.world.read("/etc/pgbouncer/userlist.txt").contains("\"md5");
        if self.host.run == Run::Compose || !kept {
            return Ok(());
        }
        let runbook = fs::read_to_string(self.host.folder.join("../RUNBOOK.md"));
        report.expect(runbook.is_ok_and(|text| text.contains("pg_hba.conf")), || {
            "RUNBOOK.md does not say that pg_hba.conf must accept md5".to_owned()
        });
        let access = format!("/etc/postgresql/{}/main/pg_hba.conf", self.cluster.version);
        let text = self.world.read(&access).replace("scram-sha-256", "md5");
        self.world.write(&access, &text)
    }

    /// Runs what the runbook runs on an empty cluster.
    fn create(&self) -> Result<(), String> {
        let file = match self.host.run {
            Run::Systemd => "/root/mastodon-setup/database.sql".to_owned(),
            Run::Compose => format!("/{}/postgresql/database.sql", self.host.mastodon()),
        };
        let mut script = self.world.read(&file);
        if script.is_empty() {
            // A server that exists has its role, with the password that stands in its files.
            let login = Login::of(&self.host.env())?;
            script = format!(
                "create role {0} login password '{1}'; create database {2} owner {0};",
                login.user, login.password, login.database
            );
        }
        self.world.write("/tmp/database.sql", &script)?;
        let mut psql = cluster::psql(self.world)?;
        let told = |error| format!("database.sql: {error}");
        run(psql.args(["-d", "postgres", "-f", "/tmp/database.sql"]))?
            .success()
            .map_err(told)?;
        Ok(())
    }

    /// What each service of Mastodon has in its environment.
    fn environments(&self) -> BTreeMap<String, Env> {
        let file = self.host.env();
        if self.host.run == Run::Compose {
            let mastodon = self
                .services
                .iter()
                .filter(|service| service.image().0.contains("mastodon"));
            return mastodon
                .map(|service| (service.name.clone(), service.environment()))
                .collect();
        }
        let units = crate::systemd::units(self.host).into_iter();
        let mastodon = units.filter(|unit| unit.name.starts_with("mastodon-") && unit.starts_program());
        mastodon
            .map(|unit| {
                let mut env = file.clone();
                // What a unit sets wins over what dotenv reads.
                env.extend(unit.sections.environment());
                (unit.name, env)
            })
            .collect()
    }

    fn log_in(&self, service: &str, login: &Login, report: &mut Report) -> Result<(), String> {
        let answer = login.ask(self.world, "select current_user || ' ' || current_database()")?;
        let wanted = format!("{} {}", login.user, login.database);
        if !answer.ok || answer.out.trim() != wanted {
            return Err(format!("{service}: the database answers {:?}", answer.all()));
        }
        for wrong in ["", "wrong"] {
            let answer = login.with_password(wrong).ask(self.world, "select 1")?;
            report.expect(!answer.ok, || {
                format!("{service}: the password {wrong:?} logs in")
            });
        }
        Ok(())
    }

    /// Web and Sidekiq have an end to what they ask, whichever way they ask it.
    fn time_outs(&self, service: &str, login: &Login, report: &mut Report) -> Result<(), String> {
        if !["web", "sidekiq"].iter().any(|kind| service.contains(kind)) {
            return Ok(());
        }
        for setting in ["statement_timeout", "idle_in_transaction_session_timeout"] {
            let answer = login.ask(self.world, &format!("show {setting}"))?;
            report.expect(answer.ok && answer.out.trim() == "5min", || {
                format!("{service}: {setting} is {:?}", answer.all())
            });
        }
        Ok(())
    }

    /// `PgHero` asks as Mastodon's role, in a database that the files made.
    fn slow_statements(&self, direct: &Login, report: &mut Report) -> Result<(), String> {
        if self.world.read("/tmp/database.sql").contains("create role") {
            return Ok(());
        }
        let answer = direct.ask(self.world, "select count(*) > 0 from pg_stat_statements")?;
        report.expect(answer.ok && answer.out == "t\n", || {
            format!("pg_stat_statements: {:?}", answer.all())
        });
        Ok(())
    }

    /// What `rails db:migrate` does: a lock that lives with the session, and new tables.
    fn migrate(&self, direct: &Login, report: &mut Report) -> Result<(), String> {
        let script = "set client_min_messages = warning; select pg_try_advisory_lock(42); \
                      create table of_a_migration (id bigint); drop table of_a_migration; \
                      select pg_advisory_unlock(42); show server_encoding; show statement_timeout";
        let answer = direct.ask(self.world, script)?;
        report.expect(answer.ok && answer.out == "t\nt\nUTF8\n0\n", || {
            format!("a migration on port {}: {:?}", direct.port, answer.all())
        });
        Ok(())
    }
}

/// The database itself, without PgBouncer.
fn direct(rails: &Login) -> Login {
    Login {
        host: "127.0.0.1".to_owned(),
        port: cluster::PORT,
        ..rails.clone()
    }
}
