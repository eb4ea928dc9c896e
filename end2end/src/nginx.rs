//! nginx: the generated files, unmodified, read by the version of nginx that they
//! are for, and used: every upstream server, sockets, limits, the media proxy.

use std::path::PathBuf;
use std::time::Duration;

use crate::programs::{self, run};
use crate::read::nginx::{Directive, find, parse};
use crate::world::{World, in_world, most_files};
use crate::{BundleDir, Host, Report};

mod backend;
mod behind;
mod certificates;
mod client;
mod media;
mod site;
mod version;

use version::Nginx;

/// Nothing here takes as long; then the name server's thread ends with its network.
const NAME_SERVER_LIFE: Duration = Duration::from_mins(2);

const SITES: &str = "etc/nginx/sites-available/";

/// The parts of one host's nginx that the checks look at.
struct Site<'a> {
    bundle: &'a BundleDir,
    host: &'a Host,
    world: &'a World,
    nginx: &'a Nginx,
    /// Every site's directives.
    tree: Vec<Directive>,
    main: Vec<Directive>,
}

/// Reads, starts and uses each host's nginx.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("nginx");
    for host in bundle
        .hosts
        .iter()
        .filter(|host| host.text("etc/nginx/nginx.conf").is_some())
    {
        let part = in_world(|world| {
            let mut part = Report::new("nginx");
            let outcome = try_host(bundle, host, world, &mut part);
            part.take(outcome.map_err(|error| format!("{}/etc/nginx: {error}", host.name)));
            Ok(part)
        });
        if let Some(part) = report.take(part) {
            report.add(part);
        }
    }
    report
}

fn try_host(bundle: &BundleDir, host: &Host, world: &World, report: &mut Report) -> Result<(), String> {
    let nginx = Nginx::for_distribution(&bundle.distribution, report)?;
    let paths = lay_out(host, world, &nginx, report)?;
    let text: String = paths.iter().map(|path| world.read(path)).collect();
    let main = parse(&world.read("/etc/nginx/nginx.conf"));
    let site = Site {
        bundle,
        host,
        world,
        nginx: &nginx,
        tree: parse(&text),
        main,
    };
    version::older_than_the_files(&site, report);
    let is_behind = behind::applies(&site);
    if !is_behind {
        certificates::make(&site.tree, world)?;
    }
    site.test(report)?;
    let mut server = site.start()?;
    server.wait_for_port(if is_behind { 80 } else { 443 })?;
    let outcome = if is_behind {
        behind::use_it(&site, report)
    } else {
        site::use_it(&site, report).and_then(|()| media::use_it(&site, report))
    };
    drop(server);
    site.complaints(report);
    outcome
}

/// Certificates for a host's sites, where its files name them.
pub(crate) fn certificates_of(host: &Host, world: &World) -> Result<(), String> {
    let files = host.files();
    let sites = files.iter().filter(|file| file.path.starts_with(SITES));
    let text: String = sites.map(crate::File::text).collect();
    certificates::make(&parse(&text), world)
}

/// Puts the files where the package and the runbook have them, and gives the sites' paths.
fn lay_out(host: &Host, world: &World, nginx: &Nginx, report: &mut Report) -> Result<Vec<String>, String> {
    world.lay_out(&host.folder)?;
    nginx.install(world)?;
    world.remove("/etc/nginx/sites-enabled")?;
    let mut paths = Vec::new();
    for file in host.files() {
        let Some(name) = file.path.strip_prefix(SITES) else {
            continue;
        };
        let path = format!("/etc/nginx/sites-enabled/{name}");
        world.write(
            &path,
            &nginx.without_what_it_lacks(&file.text(), &file.path, report),
        )?;
        paths.push(path);
    }
    let main = world.read("/etc/nginx/nginx.conf");
    let main = nginx.without_what_it_lacks(&main, "etc/nginx/nginx.conf", report);
    world.write("/etc/nginx/nginx.conf", &main)?;
    Ok(paths)
}

impl Site<'_> {
    /// The server blocks that speak TLS.
    fn servers(&self) -> Vec<&Directive> {
        let tls = |listen: &&Directive| listen.args.iter().any(|arg| arg == "ssl");
        let servers = find(&self.tree, "server").into_iter();
        servers
            .filter(|server| find(&server.block, "listen").iter().any(tls))
            .collect()
    }

    /// `nginx -t` succeeds and says nothing else.
    fn test(&self, report: &mut Report) -> Result<(), String> {
        let output = run(self
            .world
            .command("root", &self.nginx.program)?
            .args(self.nginx.args())
            .arg("-t"))?;
        let all = output.all();
        let words: Vec<_> = all.lines().filter(|line| !is_good_news(line)).collect();
        for line in words.iter().filter(|line| !self.nginx.is_excused(line)) {
            report.fail(format!("{}: nginx -t: {line}", self.host.name));
        }
        if output.ok {
            Ok(())
        } else {
            Err(format!("nginx -t: {all}"))
        }
    }

    fn start(&self) -> Result<crate::daemon::Daemon, String> {
        let mut line = vec![self.nginx.program.as_str()];
        line.extend(self.nginx.args());
        line.extend(["-g", "daemon off;"]);
        self.world.start("root", most_files()?, &line)
    }

    /// What nginx wrote of its own troubles while it was used.
    fn complaints(&self, report: &mut Report) {
        let limit = most_files().unwrap_or(0);
        for line in self.world.read("/var/log/nginx/error.log").lines() {
            let grave = ["[warn]", "[error]", "[crit]", "[alert]", "[emerg]"];
            if !grave.iter().any(|level| line.contains(level)) || site::is_provoked(line) {
            } else if line.contains("setrlimit(RLIMIT_NOFILE") {
                report.skip(format!("worker_rlimit_nofile: root may open {limit} files here"));
            } else {
                report.fail(format!("{}: nginx's error log: {line}", self.host.name));
            }
        }
    }

    /// A directory that a server takes files from, seen from inside.
    fn root(server: &Directive) -> Option<PathBuf> {
        let root = server.block.iter().find(|directive| directive.name == "root");
        root.map(|root| PathBuf::from(root.value()))
    }

    /// A file that nginx's workers can reach, as the runbook's `chmod o+x` leaves it.
    fn publish(&self, path: &str, text: &str) -> Result<(), String> {
        self.world.write(path, text)?;
        let mut folder = PathBuf::from(path);
        while folder.pop() && folder.parent().is_some() {
            self.world.mode(&folder.to_string_lossy(), 0o755)?;
        }
        self.world.mode(path, 0o644)
    }
}

fn is_good_news(line: &str) -> bool {
    line.ends_with("syntax is ok") || line.ends_with("test is successful") || line.is_empty()
}

/// Whether a program is there, before a world is made for it.
fn need(program: &str) -> Result<(), String> {
    programs::find(program).map(drop)
}
