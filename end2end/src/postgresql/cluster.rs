//! A real cluster of each version, as Debian's packages or the container's image make it.

use std::fs;

use crate::compose::model::{self, Service};
use crate::daemon::Daemon;
use crate::programs::{self, run};
use crate::world::World;
use crate::{Host, Report, Run};

use super::build::Build;

mod template;

/// Files that PostgreSQL may open: systemd's own default hard limit is far higher.
const OPEN_FILES: u64 = 8192;
pub(crate) const PORT: u16 = 5432;

/// What a host's files make of PostgreSQL.
pub(crate) struct Cluster {
    pub(crate) version: u32,
    pub(crate) build: Build,
    /// The generated file, as the server sees it.
    pub(crate) file: String,
    /// Where the bundle has it.
    pub(crate) source: String,
    /// The command line after the program's name.
    args: Vec<String>,
    service: Option<Service>,
}

impl Cluster {
    /// The cluster of a host, if the host has one.
    pub(crate) fn of(host: &Host) -> Result<Option<Self>, String> {
        match host.run {
            Run::Systemd => Self::of_packages(host),
            Run::Compose => Self::of_image(host),
        }
    }

    fn of_packages(host: &Host) -> Result<Option<Self>, String> {
        let files = host.files();
        let file = files.iter().find_map(|file| {
            let (version, rest) = file.path.strip_prefix("etc/postgresql/")?.split_once('/')?;
            rest.starts_with("main/conf.d/")
                .then(|| (version.to_owned(), file.path.clone()))
        });
        let Some((version, source)) = file else {
            return Ok(None);
        };
        let version = version
            .parse()
            .map_err(|_| format!("{source}: version {version}"))?;
        let data = format!("/var/lib/postgresql/{version}/main");
        let config = format!("config_file=/etc/postgresql/{version}/main/postgresql.conf");
        Ok(Some(Self {
            version,
            build: Build::of(version)?,
            file: format!("/{source}"),
            source,
            args: ["-D", &data, "-c", &config].map(str::to_owned).to_vec(),
            service: None,
        }))
    }

    fn of_image(host: &Host) -> Result<Option<Self>, String> {
        let services = model::with_image(model::services(host)?, "postgres");
        let Some(service) = services.into_iter().next() else {
            return Ok(None);
        };
        let (_, tag) = service.image();
        let digits = tag
            .split(|letter: char| !letter.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let version = digits
            .parse()
            .map_err(|_| format!("postgres image {tag} has no version"))?;
        let mounts = service.mounts();
        let mount = mounts
            .iter()
            .find(|mount| mount.target.ends_with("mastodon.conf"));
        let mount = mount.ok_or_else(|| format!("{}: mounts no mastodon.conf", service.name))?;
        // The image's default, which `PGDATA` may move.
        let default = if version >= 18 {
            "/var/lib/postgresql/18/docker"
        } else {
            "/var/lib/postgresql/data"
        };
        let data = service.environment().get("PGDATA").cloned();
        let mut args = vec!["-D".to_owned(), data.unwrap_or_else(|| default.to_owned())];
        args.extend(service.command().into_iter().skip(1));
        Ok(Some(Self {
            version,
            build: Build::of(version)?,
            file: mount.target.clone(),
            source: format!("{}/postgresql/mastodon.conf", host.mastodon()),
            args,
            service: Some(service),
        }))
    }

    fn data(&self) -> &str {
        &self.args[1]
    }

    /// Puts programs, an empty cluster and the host's files in place. Lines that this
    /// build cannot read are left out, and reported.
    pub(crate) fn lay_out(&self, host: &Host, world: &World, report: &mut Report) -> Result<(), String> {
        self.put_empty(world)?;
        world.lay_out(&host.folder)?;
        for mount in self.service.iter().flat_map(Service::mounts) {
            if let Ok(text) = fs::read_to_string(&mount.source) {
                world.write(&mount.target, &text)?;
            }
        }
        let text = self
            .build
            .without_what_it_lacks(&world.read(&self.file), &self.source, report);
        world.write(&self.file, &text)
    }

    /// Puts programs and an empty cluster in place.
    pub(crate) fn put_empty(&self, world: &World) -> Result<(), String> {
        self.build.install(world)?;
        let template = self.template()?;
        run(programs::command("cp")?
            .arg("-a")
            .arg(template.join("."))
            .arg(world.path("/")))?
        .success()?;
        world.folder("/var/run/postgresql", "postgres")?;
        world.folder("/var/log/postgresql", "postgres")
    }

    /// The value of a setting as the files give it, without starting the server.
    pub(crate) fn value(&self, world: &World, name: &str) -> Result<String, String> {
        let mut postgres = world.command("postgres", &self.build.program("postgres"))?;
        run(postgres.args(&self.args).args(["-C", name]))?.success()
    }

    pub(crate) fn start(&self, world: &World, overrides: &[&str]) -> Result<Daemon, String> {
        let program = self.build.program("postgres");
        let mut line = vec![program.as_str()];
        line.extend(self.args.iter().map(String::as_str));
        for setting in overrides {
            line.extend(["-c", setting]);
        }
        let mut server = world.start("postgres", OPEN_FILES, &line)?;
        server.wait("PostgreSQL", || {
            ask(world, "select 1").is_ok_and(|one| one == "1")
        })?;
        Ok(server)
    }
}

/// Asks the server as its administrator, over its socket.
pub(crate) fn ask(world: &World, query: &str) -> Result<String, String> {
    run(psql(world)?.args(["-d", "postgres", "-c", query]))?.success()
}

/// `psql` for the administrator.
pub(crate) fn psql(world: &World) -> Result<std::process::Command, String> {
    let packaged = world.path("/var/run/postgresql/.s.PGSQL.5432").exists();
    // PostgreSQL's own default differs from the packages'.
    let folder = if packaged { "/var/run/postgresql" } else { "/tmp" };
    let mut psql = world.command("postgres", &super::build::client("psql")?)?;
    psql.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h", folder]);
    Ok(psql)
}
