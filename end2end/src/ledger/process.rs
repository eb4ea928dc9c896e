//! What a host starts, read from its units or its compose file.

use std::collections::BTreeSet;

use crate::compose::model;
use crate::read::env::Env;
use crate::systemd::{Unit, units};
use crate::{Host, Run};

/// A kind of process of Mastodon's, as often as it is started.
#[derive(Debug, Clone)]
pub(super) struct Process {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// How many run.
    pub(super) count: u64,
    pub(super) env: Env,
    /// Seconds that it has to stop.
    pub(super) stop_seconds: Option<u64>,
    /// Whether nothing in the files lets a second one start.
    pub(super) is_single: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Web,
    Streaming,
    Sidekiq(Sidekiq),
}

/// What a Sidekiq process is told on its command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sidekiq {
    pub(super) threads: u64,
    /// Seconds that jobs in hand may take at the end.
    pub(super) patience: u64,
    /// Queues in order, each with its weight.
    pub(super) queues: Vec<(String, Option<u64>)>,
}

/// Sidekiq's own time for jobs in hand, without `-t`.
const PATIENCE: u64 = 25;

impl Kind {
    fn of(command: &[String], env: &Env) -> Option<Self> {
        let has = |word: &str| command.iter().any(|part| part == word);
        if has("sidekiq") {
            Some(Self::Sidekiq(Sidekiq::of(command, env)))
        } else if has("puma") || command.join(" ").contains("rails s") {
            Some(Self::Web)
        } else if command.iter().any(|part| part.starts_with("./streaming")) {
            Some(Self::Streaming)
        } else {
            None
        }
    }
}

impl Sidekiq {
    fn of(command: &[String], env: &Env) -> Self {
        let number = |text: &String| text.parse().ok();
        let mut sidekiq = Self {
            threads: env.get("SIDEKIQ_CONCURRENCY").and_then(number).unwrap_or(5),
            patience: PATIENCE,
            queues: Vec::new(),
        };
        for pair in command.windows(2) {
            match pair[0].as_str() {
                "-c" => sidekiq.threads = number(&pair[1]).unwrap_or(0),
                "-t" => sidekiq.patience = number(&pair[1]).unwrap_or(u64::MAX),
                "-q" => {
                    let (queue, weight) = pair[1].split_once(',').unwrap_or((&pair[1], ""));
                    sidekiq.queues.push((queue.to_owned(), weight.parse().ok()));
                }
                _ => {}
            }
        }
        sidekiq
    }

    pub(super) fn serves(&self, queue: &str) -> bool {
        self.queues.iter().any(|(name, _)| name == queue)
    }
}

/// Every process of Mastodon's that a host starts.
pub(super) fn processes(host: &Host) -> Result<Vec<Process>, String> {
    match host.run {
        Run::Systemd => Ok(of_units(host)),
        Run::Compose => of_services(host),
    }
}

fn of_units(host: &Host) -> Vec<Process> {
    let units = units(host);
    let file = host.env();
    let process = |unit: &Unit| {
        let mut env = file.clone();
        env.extend(unit.sections.environment());
        let kind = Kind::of(&unit.command(), &env)?;
        Some(Process {
            name: unit.name.clone(),
            kind,
            count: started(unit, &units),
            stop_seconds: unit.stop_seconds(),
            is_single: !unit.is_template(),
            env,
        })
    };
    units.iter().filter_map(process).collect()
}

/// How often the umbrella units want it; one that needs no umbrella starts at boot.
fn started(unit: &Unit, units: &[Unit]) -> u64 {
    let (start, end) = match unit.name.split_once("@.") {
        Some((name, kind)) => (format!("{name}@"), format!(".{kind}")),
        None => (unit.name.clone(), String::new()),
    };
    let wanted: BTreeSet<&str> = units
        .iter()
        .flat_map(|unit| unit.sections.all("Unit", "Wants").flat_map(str::split_whitespace))
        .filter(|name| name.starts_with(&start) && name.ends_with(&end))
        .collect();
    let at_boot = unit
        .sections
        .get("Install", "WantedBy")
        .is_some_and(|by| by.contains("multi-user"));
    let alone = u64::from(!unit.is_template() && at_boot);
    u64::try_from(wanted.len()).unwrap_or(u64::MAX).max(alone)
}

fn of_services(host: &Host) -> Result<Vec<Process>, String> {
    let process = |service: model::Service| {
        let env = service.environment();
        let words: Vec<String> = service.command();
        let kind = Kind::of(&words, &env)?;
        Some(Process {
            name: service.name.clone(),
            kind,
            count: if service.is_started() {
                service.replicas()
            } else {
                0
            },
            stop_seconds: service.stop_seconds(),
            is_single: service.container_name().is_some(),
            env,
        })
    };
    Ok(model::services(host)?.into_iter().filter_map(process).collect())
}
