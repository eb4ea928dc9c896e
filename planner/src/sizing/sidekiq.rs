//! Sidekiq: threads, processes, queues and the layout that ties them.

use crate::plan::{Queue, Sidekiq, SidekiqLayout, SidekiqNeed};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{
    COMPENDIUM, EXODUS, FOSSTODON_POST_MORTEM, FOSSTODON_UPGRADES, GARGRON_2017, GARGRON_NOTES, GOINGDARK,
    MASTO_NYC, MASTODON_SCALING, SINGLE_USER, SUNNY_GARDEN, TOOT_COMMUNITY_VALUES,
};
use crate::spec::{Mastodon, SidekiqChoice};
use crate::unit::Memory;

mod ffmpeg;
mod layout;
mod least;
mod need;
mod prices;
mod share;

pub(crate) use ffmpeg::{RULE as FFMPEG, ffmpeg, ffmpeg_memory};
pub(crate) use least::{least_memory, most_processes};
pub(crate) use need::{DATABASE_MS_PER_JOB, MS_PER_JOB, RUBY_MS_PER_JOB, need};
pub(crate) use prices::prices;
use share::share;

pub(crate) static LAYOUT: Rule = rule! {
    id: "sidekiq-layout",
    title: "Sidekiq layout",
    rationale: "Ruby runs one thread at a time in each process, so one process uses one core at most. We let \
                real Sidekiq drain 2,500 jobs on two cores (docs/simulation.md): one process of 25 threads took 15.7 s, \
                two of 12 that both serve every busy queue 10.4 s, and one process a queue 17.3 s, \
                since a queue's own threads are busy while the others' wait. So \
                every worker process serves every busy queue by Mastodon's own weights, and a small process \
                of its own runs the scheduler and mail. Where there is one worker, the scheduler's process is a second one in all \
                else, with as many threads as memory allows: 10 and 10 took 11.2 s, 10 and 5 12.9 s. Hosts with room for one process get one.",
    basis: Basis::Measured,
    sources: &[SUNNY_GARDEN, EXODUS, COMPENDIUM, GARGRON_2017],
};

pub(crate) static PROCESSES: Rule = rule! {
    id: "sidekiq-processes",
    title: "Sidekiq processes",
    rationale: "One for every 10 threads or 70 % of a core, whichever asks for more; two at least where two \
                cores are there; no more than cores. Where memory is short, web and background work get \
                their processes in turn.",
    basis: Basis::Judgement,
    sources: &[SUNNY_GARDEN, GARGRON_2017],
};

pub(crate) static CONCURRENCY: Rule = rule! {
    id: "sidekiq-concurrency",
    title: "Threads per Sidekiq process",
    rationale: "We take a quarter of a second for a job, most of it waiting, and as many threads as keep \
                half of them idle at the peak: 12 for 1,000 active users, where fosstodon ran 5 in calm \
                times and 10 to 16 in the surges of 2022. At least 10, since a delivery to a dead server holds a thread for 10 s, and at most 25 a \
                process, beyond which one core has no more to give.",
    basis: Basis::Judgement,
    sources: &[
        FOSSTODON_POST_MORTEM,
        FOSSTODON_UPGRADES,
        COMPENDIUM,
        MASTODON_SCALING,
    ],
};

pub(crate) static SCHEDULER: Rule = rule! {
    id: "sidekiq-scheduler-once",
    title: "One scheduler",
    rationale: "Mastodon's documentation forbids a second process that listens to the scheduler queue: each \
                would run Mastodon's regular jobs anew. Five threads are enough for a process that does little else.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, GARGRON_NOTES],
};

pub(crate) static MEMORY: Rule = rule! {
    id: "sidekiq-memory",
    title: "Memory of a Sidekiq process",
    rationale: "masto.nyc's scheduler of 25 threads took 573 MiB and its busy process 735 (2026), goingdark.social asks \
                for 600 MiB for its one process (2025), and toot.community gave 401 to 407 MiB for mail and deliveries \
                (2024): 400 MiB and 8 MiB a thread, 600 MiB with 25. Since 2022, when a process took 350 to 385 MiB, \
                Mastodon has grown, and Ruby compiles what it runs. What a process may take beyond it is its limit.",
    basis: Basis::Measured,
    sources: &[MASTO_NYC, GOINGDARK, TOOT_COMMUNITY_VALUES, EXODUS, SINGLE_USER],
};

pub(crate) static STOP: Rule = rule! {
    id: "sidekiq-stop-seconds",
    title: "Time to stop Sidekiq",
    rationale: "Sidekiq gives its jobs 25 seconds to end, then puts them back. Ended before that, by \
                systemd's 15 s in Mastodon's unit or by docker's 10 s, the jobs in hand are lost.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "Sidekiq's source, lib/sidekiq/launcher.rb",
            url: "https://github.com/sidekiq/sidekiq/blob/main/lib/sidekiq/launcher.rb",
        },
        Source {
            title: "Mastodon's source, dist/mastodon-sidekiq.service",
            url: "https://github.com/mastodon/mastodon/blob/main/dist/mastodon-sidekiq.service",
        },
    ],
};

pub(crate) static EXTRA: Rule = rule! {
    id: "sidekiq-extra-process",
    title: "One more process for one queue",
    rationale: "When one queue alone lags, one more process for it helps at once. Five threads, as \
                hachyderm.io gave its ingress processes in December 2022; the connection ledger keeps room \
                for two.",
    basis: Basis::Judgement,
    sources: &[
        COMPENDIUM,
        Source {
            title: "Hachyderm, The queues down in Queueville (2022)",
            url: "https://github.com/hachyderm/community/blob/main/community.hachyderm.io/content/en/blog/incidents/2022-12-20-ingress-queues-down-in-queueville/index.md",
        },
    ],
};

const EXTRA_CONCURRENCY: u32 = 5;
const EXTRA_PROCESSES: u32 = 2;
/// One busy process leaves a second core idle.
const PROCESSES_MIN: u64 = 2;
const CONCURRENCY_MIN: u64 = 10;
pub(crate) const CONCURRENCY_MAX: u64 = 25;
const SCHEDULER_CONCURRENCY: u32 = 5;
const MEMORY_BASE: Memory = Memory::mib(400);
const MEMORY_PER_THREAD: Memory = Memory::mib(8);
/// Layouts with orders keep mail and the scheduler in processes of their own.
const SMALL_PROCESSES: u64 = 2;
/// Sidekiq's own `-t`.
const SIDEKIQ_TIMEOUT_SECONDS: u32 = 25;
/// To put back what is not done by then. Our judgement.
const PUT_BACK_SECONDS: u32 = 5;

/// Memory of one process.
pub(crate) fn memory_of_process(concurrency: u64) -> Memory {
    MEMORY_BASE + MEMORY_PER_THREAD * concurrency
}

/// `asks` says whose need it is: all that is asked for, or the part that the memory has room for.
pub(crate) fn sidekiq(
    asks: &str,
    (choice, version): (SidekiqChoice, Mastodon),
    need: &SidekiqNeed,
    cores: u32,
    memory: Memory,
    ffmpeg: Value<Memory>,
) -> Sidekiq {
    let two = memory_of_process(CONCURRENCY_MIN) + memory_of_process(SCHEDULER_CONCURRENCY.into());
    let layout = match choice {
        SidekiqChoice::Permuted => SidekiqLayout::Permuted,
        SidekiqChoice::QueuePerProcess => SidekiqLayout::QueuePerProcess,
        SidekiqChoice::Auto if memory >= two && cores > 1 => SidekiqLayout::Weighted,
        SidekiqChoice::Auto | SidekiqChoice::OneProcess => SidekiqLayout::OneProcess,
    };
    let working = match choice {
        SidekiqChoice::Auto => {
            working!(
                "{} on {cores} cores; a worker and the scheduler's process take {two}, and a core each",
                memory.rounded()
            )
        }
        _ => "chosen by you".to_owned(),
    };
    let share = share(asks, layout, orders(version), need, cores, memory);
    Sidekiq {
        layout: Value::new(layout, &LAYOUT, working),
        processes: layout::processes(layout, version, &share),
        ffmpeg,
        extra_queues: version
            .queues()
            .into_iter()
            .filter(|&queue| queue != Queue::Scheduler)
            .collect(),
        extra_processes: Value::new(EXTRA_PROCESSES, &EXTRA, "fixed"),
        extra_concurrency: Value::new(EXTRA_CONCURRENCY, &EXTRA, "fixed"),
        health_digit: version.sidekiq_major(),
        stop_seconds: Value::new(
            SIDEKIQ_TIMEOUT_SECONDS + PUT_BACK_SECONDS,
            &STOP,
            working!("Sidekiq's {SIDEKIQ_TIMEOUT_SECONDS} s and {PUT_BACK_SECONDS} s to put jobs back"),
        ),
        stop_threads_seconds: SIDEKIQ_TIMEOUT_SECONDS,
    }
}

/// One for each busy queue, in the layouts that have orders.
fn orders(version: Mastodon) -> u64 {
    version
        .queues()
        .into_iter()
        .filter(|queue| queue.is_busy())
        .count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Rate;

    /// For 24 jobs a second, which ask for 12 threads in 3 processes.
    fn sidekiq_of(choice: SidekiqChoice, cores: u32, mib: u64) -> Sidekiq {
        let need = need(Rate::per_1000_s(24_000));
        let memory = Memory::mib(mib);
        sidekiq(
            "the peak",
            (choice, Mastodon::V4_6),
            &need,
            cores,
            memory,
            ffmpeg(memory),
        )
    }

    fn shown(choice: SidekiqChoice, cores: u32, mib: u64) -> (SidekiqLayout, Vec<(u32, u32)>) {
        let sidekiq = sidekiq_of(choice, cores, mib);
        let processes = sidekiq.processes.iter();
        let processes = processes.map(|process| (process.instances.value, process.concurrency.value));
        (sidekiq.layout.value, processes.collect())
    }

    #[test]
    fn room_for_a_worker_and_the_scheduler_on_two_cores_is_enough_to_split() {
        use SidekiqChoice::Auto;
        // One process of 12 threads, which 919 MiB have room for.
        assert_eq!(shown(Auto, 2, 919), (SidekiqLayout::OneProcess, vec![(1, 12)]));
        assert_eq!(shown(Auto, 1, 4_096), (SidekiqLayout::OneProcess, vec![(1, 12)]));
        // 12 threads over both are 6 each, and 10 the least of a worker: 920 − 480 leave 5 for the other: (440 − 400) ÷ 8; 936 leave
        // 7, and 960 ten.
        for (mib, of_scheduler) in [(920, 5), (936, 7), (960, 10), (1_399, 10)] {
            assert_eq!(
                shown(Auto, 2, mib),
                (SidekiqLayout::Weighted, vec![(1, 10), (1, of_scheduler)]),
                "{mib} MiB"
            );
        }
    }

    #[test]
    fn there_are_as_many_workers_as_the_load_asks_for_and_cores_and_memory_allow() {
        use SidekiqChoice::Auto;
        assert_eq!(shown(Auto, 4, 4_096).1, [(3, 10), (1, 5)]);
        assert_eq!(shown(Auto, 2, 4_096).1, [(2, 10), (1, 5)]);
        // 440 + 3 × 480 = 1,880.
        assert_eq!(shown(Auto, 4, 1_880).1, [(3, 10), (1, 5)]);
        assert_eq!(shown(Auto, 4, 1_879).1, [(2, 10), (1, 5)]);
    }

    #[test]
    fn layouts_with_orders_keep_room_for_mail_and_scheduler() {
        let of = |mib| shown(SidekiqChoice::QueuePerProcess, 8, mib).1;
        // 2 × 440 + 4 × 480 = 2,800; below it each still has the least.
        assert_eq!(of(2_800), [(1, 10), (1, 10), (1, 10), (1, 10), (1, 5), (1, 5)]);
        assert_eq!(of(500), of(2_800));
        assert_eq!(
            shown(SidekiqChoice::Permuted, 8, 4_096).0,
            SidekiqLayout::Permuted
        );
    }

    #[test]
    fn a_process_has_10_to_25_threads() {
        let threads = |jobs| {
            let need = need(Rate::per_1000_s(jobs));
            let one = SidekiqChoice::OneProcess;
            let sidekiq = sidekiq(
                "the peak",
                (one, Mastodon::V4_6),
                &need,
                4,
                Memory::gib(4),
                ffmpeg(Memory::gib(4)),
            );
            sidekiq.threads()
        };
        // Two jobs a second for each thread: a quarter of a second, half of the time.
        assert_eq!(threads(20_000), 10);
        assert_eq!(threads(20_001), 11);
        assert_eq!(threads(50_000), 25);
        assert_eq!(threads(90_000), 25);
    }

    /// Sidekiq's `-t` is 25 seconds, and 5 are ours.
    #[test]
    fn jobs_have_their_time_to_end() {
        let sidekiq = sidekiq_of(SidekiqChoice::Auto, 2, 1_024);
        assert_eq!(
            (sidekiq.stop_seconds.value, sidekiq.stop_threads_seconds),
            (30, 25)
        );
        assert_eq!(
            sidekiq.stop_seconds.working,
            "Sidekiq's 25 s and 5 s to put jobs back"
        );
    }

    #[test]
    fn two_more_processes_of_five_threads_may_be_started_for_any_queue_but_the_scheduler() {
        let sidekiq = sidekiq_of(SidekiqChoice::Auto, 2, 1_024);
        assert_eq!(
            (sidekiq.extra_processes.value, sidekiq.extra_concurrency.value),
            (2, 5)
        );
        let queues: Vec<_> = sidekiq.extra_queues.iter().map(ToString::to_string).collect();
        assert_eq!(queues, ["default", "push", "ingress", "mailers", "pull", "fasp"]);
    }
}
