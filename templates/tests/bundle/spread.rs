//! Specs of every kind: each version, both ways of running, and plans that differ as much as plans can.

use std::sync::OnceLock;

use planner::spec::{Mastodon, Run};
use planner::value::choice::Chosen;
use planner::{Plan, Raw, Spec};
use templates::{Bundle, Secrets, render};

/// A Spec with what was made from it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) plan: Plan,
    pub(crate) bundle: Bundle,
}

type Answers = &'static [(&'static str, &'static str)];

const PLANS: &[(&str, Answers)] = &[
    (
        "tiny",
        &[
            ("hosts.0.cores", "1"),
            ("hosts.0.memory", "1 GiB"),
            ("load.active_users", "3"),
        ],
    ),
    (
        "all",
        &[
            ("hosts.0.cores", "8"),
            ("hosts.0.memory", "16 GiB"),
            ("load.active_users", "3000"),
            ("site.contact", "admin@example.social"),
            ("storage.kind", "s3"),
            ("storage.provider", "minio"),
            ("storage.bucket", "media"),
            ("storage.endpoint", "s3.example.net:9000"),
            ("storage.media_domain", "files.example.social"),
            ("storage.media_proxy", "true"),
            ("options.pgbouncer", "on"),
            ("options.redis", "three"),
            ("options.search", "elasticsearch"),
            ("options.metrics", "true"),
        ],
    ),
    (
        "existing",
        &[
            ("site.server", "existing"),
            ("site.web_domain", "social.example.com"),
            ("distribution", "debian-12"),
            ("postgresql", "15"),
            ("options.pgbouncer", "on"),
            ("options.pgbouncer_auth", "md5"),
            ("options.redis", "two"),
        ],
    ),
    (
        "elsewhere",
        &[
            ("database.place", "elsewhere"),
            ("database.host", "db.example.net"),
            ("database.port", "25060"),
            ("database.name", "defaultdb"),
            ("database.user", "doadmin"),
            ("database.connections", "50"),
            ("proxy.kind", "ends-tls"),
            ("proxy.addresses", "10.0.0.5,2001:db8::/32"),
        ],
    ),
    (
        "large",
        &[
            ("hosts.0.name", "elephant"),
            ("hosts.0.cores", "64"),
            ("hosts.0.memory", "256 GiB"),
            ("load.active_users", "50000"),
            ("load.surge", "2"),
            ("distribution", "ubuntu-24.04"),
            ("postgresql", "18"),
            ("options.sidekiq", "queue-per-process"),
        ],
    ),
    (
        "old",
        &[
            ("hosts.0.cores", "4"),
            ("hosts.0.memory", "8 GiB"),
            ("distribution", "ubuntu-22.04"),
            ("postgresql", "14"),
            ("mail.server", "smtp.example.net"),
            ("mail.port", "465"),
            ("mail.tls", "implicit"),
            ("mail.login", "apikey"),
            ("options.pgbouncer", "off"),
            ("options.sidekiq", "permuted"),
        ],
    ),
];

/// Every version, run and plan.
pub(crate) fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mut cases = Vec::new();
        for version in Mastodon::ALL {
            for run in Run::ALL {
                for (name, answers) in PLANS {
                    cases.push(case(&format!("{version} {run} {name}"), *version, *run, answers));
                }
            }
        }
        cases
    })
}

/// For `load.surge=2 options.redis=one`; everything else is as for a newcomer.
pub(crate) fn of(answers: &str) -> Case {
    let given = answers.split_whitespace();
    let mut raw: Raw = given.map(|answer| answer.split_once('=').unwrap()).collect();
    raw.set("site.domain", "example.social");
    made(answers, &raw)
}

fn case(name: &str, version: Mastodon, run: Run, answers: Answers) -> Case {
    let mut raw: Raw = answers.iter().copied().collect();
    raw.set("site.domain", "example.social");
    raw.set("mastodon", version.name());
    raw.set("run", run.name());
    made(name, &raw)
}

fn made(name: &str, raw: &Raw) -> Case {
    let plan = planner::plan(&Spec::read(raw).unwrap());
    let bundle = render(&plan, secrets());
    Case {
        name: name.to_owned(),
        plan,
        bundle,
    }
}

/// The same for all: drawing takes longer than laying out.
pub(crate) fn secrets() -> &'static Secrets {
    static SECRETS: OnceLock<Secrets> = OnceLock::new();
    SECRETS.get_or_init(|| Secrets::draw(&mut counting()))
}

/// Bytes that differ from each other and are the same each time.
pub(crate) fn counting() -> impl FnMut(&mut [u8]) {
    let mut state = 1_u32;
    move |buffer| {
        buffer.fill_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        });
    }
}

impl Case {
    /// The text of the file at a path, which must be there.
    pub(crate) fn text(&self, path: &str) -> &str {
        let file = self.bundle.files.iter().find(|file| file.path == path);
        &file
            .unwrap_or_else(|| panic!("{}: has no {path}", self.name))
            .text
    }

    /// The path of a file on the host.
    pub(crate) fn on_host(&self, path: &str) -> String {
        format!("{}/{path}", self.plan.hosts[0].name)
    }

    pub(crate) fn env(&self) -> &str {
        let folder = if self.plan.spec.run == Run::Systemd {
            "home/mastodon/live"
        } else {
            "opt/mastodon"
        };
        self.text(&self.on_host(&format!("{folder}/.env.production")))
    }

    /// The value of a variable in `.env.production`.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        let mut lines = self.env().lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
    }
}
