//! Limits and priorities, so that background work cannot starve the site or the database.

use crate::plan::{Consumer, Limits};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sources::MASTO_NYC;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
    id: "limits-and-priorities",
    title: "Limits and priorities",
    rationale: "Puma and Sidekiq grow over days, and tight limits end healthy processes: masto.nyc's Puma went from 301 to \
                1,109 MiB in three days of 2026, and its Sidekiq was ended at 900 and 1,100. Each may take its budget and \
                half of what nobody was given, and half as much again before the kernel ends it; streaming may take the 512 MiB a process of Mastodon's chart. \
                Sidekiq has a quarter of the database's weight when cores are short, and is the first to go \
                when memory is. The database has no limit, and −900 against the out-of-memory killer as in \
                Debian's own unit.",
    basis: Basis::Judgement,
    sources: &[
        MASTO_NYC,
        Source {
            title: "systemd.resource-control",
            url: "https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html",
        },
    ],
};

pub(crate) static FILES: Rule = Rule {
    id: "process-files",
    title: "Files of a Mastodon process",
    rationale: "systemd gives a process 1,024 files unless told otherwise. A Puma or Sidekiq process that talks to many \
                servers runs out of them, as several admins report. Mastodon's own streaming unit allows 65,536.",
    basis: Basis::Documented,
    sources: &[
        MASTODON_STREAMING_UNIT,
        Source {
            title: "Mastodon pull 18064",
            url: "https://github.com/mastodon/mastodon/pull/18064",
        },
    ],
};

const MASTODON_STREAMING_UNIT: Source = Source {
    title: "Mastodon's mastodon-streaming@.service",
    url: "https://github.com/mastodon/mastodon/blob/main/dist/mastodon-streaming%40.service",
};
const FILE_LIMIT: u32 = 65_536;
/// Over the budget and its half of the memory to spare.
const LIMIT_SHARE: (u64, u64) = (3, 2);
const SPARE_SHARE: u64 = 2;
/// systemd's `CPUWeight`, of which 100 is the usual. Whatever every request waits for has the most. Our judgement.
const WEIGHT_OF_DATA: u32 = 200;
const WEIGHT_OF_WEB: u32 = 150;
const WEIGHT_OF_BACKGROUND: u32 = 50;
/// As in Debian's own unit, postgresql@.service.
const OOM_POSTGRESQL: i32 = -900;
/// Small, and nothing works without them. Our judgement.
const OOM_SMALL: i32 = -500;
/// What is missed least goes first. Our judgement.
const OOM_PUMA: i32 = 100;
const OOM_STREAMING: i32 = 200;
const OOM_SEARCH: i32 = 300;
const OOM_SIDEKIQ: i32 = 500;
/// To budget: Mastodon's chart asks for 128 MiB and allows 512.
const STREAMING_LIMIT: u64 = 4;

/// `spare` is what nobody was given, `ours` all that there is.
pub(crate) fn limits(consumer: Consumer, memory: Memory, spare: Memory, ours: Memory) -> Option<Limits> {
    let grown = |memory: Memory| memory.fraction(LIMIT_SHARE.0, LIMIT_SHARE.1);
    let with_spare = grown(memory + spare / SPARE_SHARE);
    let (cpu_weight, oom_score_adjust, most) = match consumer {
        Consumer::Postgresql => (WEIGHT_OF_DATA, OOM_POSTGRESQL, None),
        Consumer::Redis | Consumer::Nginx | Consumer::Pgbouncer => (WEIGHT_OF_DATA, OOM_SMALL, None),
        Consumer::Puma => (WEIGHT_OF_WEB, OOM_PUMA, Some(with_spare)),
        Consumer::Streaming => (WEIGHT_OF_WEB, OOM_STREAMING, Some(memory * STREAMING_LIMIT)),
        Consumer::Search => (WEIGHT_OF_BACKGROUND, OOM_SEARCH, Some(grown(memory))),
        Consumer::Sidekiq => (WEIGHT_OF_BACKGROUND, OOM_SIDEKIQ, Some(with_spare)),
        Consumer::OtherSoftware | Consumer::System => return None,
    };
    Some(Limits {
        memory_max: most.map(|most| most.min(ours).floor_mib()),
        cpu_weight,
        oom_score_adjust,
    })
}

/// For web, Sidekiq and streaming alike.
pub(crate) fn file_limit() -> Value<u32> {
    Value::new(FILE_LIMIT, &FILES, "as in Mastodon's streaming unit")
}
