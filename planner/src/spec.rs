//! The Spec: what an admin asks for, valid by its types, and how it is read and written.

use crate::field::{Field, Need};
use crate::input::FIELDS;
use crate::input::options::{PgbouncerAuth, PgbouncerChoice, RedisChoice, Search, SidekiqChoice};
use crate::input::text::{Address, BucketName, DomainName, Email, Endpoint, Label};
use crate::input::{Disk, Distribution, Mastodon, Postgresql, Provider, Run, ServerState, StorageKind};
use crate::problem::Problem;
use crate::raw::{Raw, host_index};
use crate::unit::Memory;

mod agreement;

/// The version of the Spec's own format. Names once released keep their meaning.
pub const SCHEMA: &str = "1";

/// Less than this runs no Mastodon at all.
pub const HOST_MEMORY_MIN: Memory = Memory::mib(512);

/// This plan is for one host. The types speak of several, for the plans to come.
pub const HOSTS_MAX: usize = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub site: Site,
    pub mastodon: Mastodon,
    pub postgresql: Postgresql,
    pub distribution: Distribution,
    pub run: Run,
    pub load: Load,
    /// Never empty.
    pub hosts: Vec<Host>,
    pub storage: Storage,
    pub options: Options,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// `LOCAL_DOMAIN`.
    pub domain: DomainName,
    /// `WEB_DOMAIN`, where it differs.
    pub web_domain: Option<DomainName>,
    pub server: ServerState,
    pub contact: Option<Email>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// People who log in at least once a month.
    pub active_users: u32,
    /// How many times the ordinary load the server should stand.
    pub surge: u32,
    pub measured: Measured,
}

/// What the admin measured; each replaces the load model's estimate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub jobs_per_day: Option<u64>,
    pub requests_per_second: Option<u64>,
    pub streaming_connections: Option<u64>,
    pub backlog: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    pub name: Label,
    pub cores: u32,
    pub shared_cpu: bool,
    pub memory: Memory,
    pub reserved_memory: Memory,
    pub disk: Disk,
    pub address: Option<Address>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    pub kind: StorageKind,
    pub provider: Provider,
    /// Given whenever `kind` is S3.
    pub bucket: Option<BucketName>,
    pub region: Option<Label>,
    pub endpoint: Option<Endpoint>,
    pub media_domain: Option<DomainName>,
    pub media_proxy: bool,
    pub media_retention_days: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub pgbouncer: PgbouncerChoice,
    pub pgbouncer_auth: PgbouncerAuth,
    pub redis: RedisChoice,
    pub sidekiq: SidekiqChoice,
    pub search: Search,
    pub metrics: bool,
}

impl Spec {
    /// Reads every field, and says everything that is wrong at once.
    pub fn read(raw: &Raw) -> Result<Self, Vec<Problem>> {
        let (spec, problems) = Self::read_what_is_good(raw);
        if problems.is_empty() {
            Ok(spec)
        } else {
            Err(problems)
        }
    }

    /// Like [`Spec::read`], but keeps what is good, with defaults in place of what is not.
    /// A form shows its answer while somebody is still typing.
    pub fn read_what_is_good(raw: &Raw) -> (Self, Vec<Problem>) {
        let mut problems = unknown_paths(raw);
        let hosts = raw.host_count();
        if hosts > HOSTS_MAX {
            problems.push(Problem {
                path: "hosts".to_owned(),
                value: hosts.to_string(),
                message: "hosts were given".to_owned(),
                limit: "exactly one host; plans for several are not made yet".to_owned(),
            });
        }
        let mut spec = Self::default();
        for host in 0..hosts.min(HOSTS_MAX) {
            for field in FIELDS.iter().filter(|field| field.is_of_host() || host == 0) {
                problems.extend(read_field(field, &mut spec, host, raw));
            }
        }
        problems.extend(agreement::problems(&spec, &problems));
        (spec, problems)
    }

    /// The fields that differ from their defaults, and those that have none.
    pub fn write(&self) -> Raw {
        let standard = Self::default();
        let mut raw = Raw::new();
        for host in 0..self.hosts.len() {
            for field in FIELDS.iter().filter(|field| field.is_of_host() || host == 0) {
                let text = field.text(self, host);
                if field.need == Need::Required || text != field.text(&standard, 0) {
                    raw.set(field.path(host), text);
                }
            }
        }
        raw
    }

    /// The host that everything runs on.
    pub fn host(&self) -> &Host {
        &self.hosts[0]
    }

    /// The name under which browsers and other servers reach the site.
    pub fn web_domain(&self) -> &DomainName {
        self.site.web_domain.as_ref().unwrap_or(&self.site.domain)
    }
}

impl Default for Spec {
    /// The Spec of a newcomer, with an example for the domain, which has no default.
    fn default() -> Self {
        Self {
            site: Site {
                domain: DomainName::example(),
                web_domain: None,
                server: ServerState::New,
                contact: None,
            },
            mastodon: Mastodon::V4_6,
            postgresql: Postgresql::V17,
            distribution: Distribution::Debian13,
            run: Run::Systemd,
            load: Load {
                active_users: 100,
                surge: 1,
                measured: Measured::default(),
            },
            hosts: vec![Host {
                name: Label::main(),
                cores: 2,
                shared_cpu: false,
                memory: Memory::gib(4),
                reserved_memory: Memory::ZERO,
                disk: Disk::Ssd,
                address: None,
            }],
            storage: Storage {
                kind: StorageKind::Local,
                provider: Provider::Aws,
                bucket: None,
                region: None,
                endpoint: None,
                media_domain: None,
                media_proxy: false,
                // Mastodon's own setting is empty (forever); a week is our judgement.
                media_retention_days: 7,
            },
            options: Options {
                pgbouncer: PgbouncerChoice::Auto,
                pgbouncer_auth: PgbouncerAuth::Scram,
                redis: RedisChoice::Auto,
                sidekiq: SidekiqChoice::Auto,
                search: Search::None,
                metrics: false,
            },
        }
    }
}

fn read_field(field: &Field, spec: &mut Spec, host: usize, raw: &Raw) -> Option<Problem> {
    let path = field.path(host);
    let given = raw.get(&path).map(str::trim).filter(|text| !text.is_empty());
    let problem = |value: &str, message: String, limit: String| Problem {
        path: path.clone(),
        value: value.to_owned(),
        message,
        limit,
    };
    match given {
        None if field.need == Need::Required => {
            Some(problem("", "is missing".to_owned(), crate::schema::limit(field)))
        }
        None => None,
        Some(text) => field
            .set(spec, host, text)
            .err()
            .map(|reason| problem(text, reason.message, reason.limit)),
    }
}

/// A path that no field has is most often a spelling mistake, and would otherwise be ignored in silence.
fn unknown_paths(raw: &Raw) -> Vec<Problem> {
    let known = |path: &str| match host_index(path) {
        Some((_, name)) => FIELDS
            .iter()
            .any(|field| field.is_of_host() && field.name == name),
        None => {
            path == "schema"
                || FIELDS
                    .iter()
                    .any(|field| !field.is_of_host() && field.name == path)
        }
    };
    let mut problems: Vec<_> = raw
        .iter()
        .filter(|(path, _)| !known(path))
        .map(|(path, text)| Problem {
            path: path.to_owned(),
            value: text.to_owned(),
            message: "is given for a field that does not exist".to_owned(),
            limit: nearest(path).map_or_else(
                || "see the schema".to_owned(),
                |name| format!("did you mean {name}?"),
            ),
        })
        .collect();
    if let Some(schema) = raw
        .get("schema")
        .map(str::trim)
        .filter(|&schema| schema != SCHEMA)
    {
        problems.push(Problem {
            path: "schema".to_owned(),
            value: schema.to_owned(),
            message: "is a version of the format that is not known".to_owned(),
            limit: SCHEMA.to_owned(),
        });
    }
    problems
}

/// The field whose last part is the same, or whose name begins alike.
fn nearest(path: &str) -> Option<String> {
    let last = path.rsplit('.').next()?;
    let same_end = FIELDS
        .iter()
        .find(|field| field.name.rsplit('.').next() == Some(last));
    let alike = || {
        FIELDS
            .iter()
            .find(|field| last.len() > 3 && field.name.contains(last.get(..4).unwrap_or(last)))
    };
    same_end.or_else(alike).map(|field| field.path(0))
}
