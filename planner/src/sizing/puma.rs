//! Puma: `WEB_CONCURRENCY` and `MAX_THREADS`.

use crate::plan::{Puma, PumaNeed};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sizing::cores::USE_PERCENT;
use crate::sources::{
    GARGRON_2017, MASTO_NYC_CAPACITY, MASTODON_SCALING, SHARP_LETTERS, SINGLE_USER, TOOT_COMMUNITY,
    TOOT_COMMUNITY_VALUES,
};
use crate::unit::Memory;

pub(crate) static WORKERS: Rule = rule! {
    id: "puma-workers",
    title: "Puma workers",
    rationale: "A request took 40 ms of a core at toot.community (2022) and 200 ms in all at mastodon.social \
                (2017), and a worker uses one core at most. As many workers as keep threads half idle and \
                cores below 70 % at the peak; two at least where two cores are there, so that one slow \
                request does not stop the site; never more than cores. Where memory is short, web and \
                background work get their processes in turn. Without room for two processes Puma runs as one, \
                without a master.",
    basis: Basis::Judgement,
    sources: &[TOOT_COMMUNITY, GARGRON_2017, MASTODON_SCALING],
};

pub(crate) static THREADS: Rule = rule! {
    id: "puma-threads",
    title: "Puma threads per worker",
    rationale: "Mastodon's default is 5, and its makers advise more workers rather than more threads. More \
                than 5, up to 10, only where memory or cores allow no further worker.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "Mastodon's source, config/puma.rb",
            url: "https://github.com/mastodon/mastodon/blob/main/config/puma.rb",
        },
        MASTODON_SCALING,
        GARGRON_2017,
    ],
};

pub(crate) static MEMORY: Rule = rule! {
    id: "puma-memory",
    title: "Memory of Puma",
    rationale: "masto.nyc's two workers grew from 301 to 1,109 MiB in three days (2026): 555 MiB each, their master's part \
                included. toot.community gave eight 402 MiB each and started them anew every six hours (2024); a single \
                user's two took 362 MiB together (2022). One alone has no master: 400 MiB, of the about 1 GB that all of \
                a small server's processes took (2023).",
    basis: Basis::Measured,
    sources: &[MASTO_NYC_CAPACITY, TOOT_COMMUNITY_VALUES, SINGLE_USER, SHARP_LETTERS],
};

/// Of a core, in Ruby, in milliseconds: 25 requests a second filled a core of toot.community's web hosts.
pub(crate) const CPU_MS_PER_REQUEST: u64 = 40;
/// Of the database's cores, in milliseconds. Our judgement: a quarter of Ruby's, as of a job.
pub(crate) const DATABASE_MS_PER_REQUEST: u64 = 10;
const MS_PER_REQUEST: u64 = 200;
const THREAD_USE_PERCENT: u64 = 50;
/// Of a second.
const MS_PER_PERCENT: u64 = 10;
const THREADS_MIN: u64 = 5;
const THREADS_MAX: u64 = 10;
const WORKERS_MIN: u64 = 2;
const MEMORY_PER_WORKER: Memory = Memory::mib(555);
const MEMORY_ALONE: Memory = Memory::mib(400);
/// Below it a process is alone.
const WORKERS_WITH_MASTER: u64 = 2;

/// Mastodon's default (config/puma.rb).
const PORT: u16 = 3000;

/// What the load asks for, before memory and cores have their say.
pub(crate) fn need(requests_per_second: u64) -> PumaNeed {
    let threads = (requests_per_second * MS_PER_REQUEST).div_ceil(MS_PER_PERCENT * THREAD_USE_PERCENT);
    PumaNeed {
        threads,
        workers: workers(threads, requests_per_second * CPU_MS_PER_REQUEST),
    }
}

/// By threads or by cores, whichever ask for more.
fn workers(threads: u64, cpu_ms_per_s: u64) -> u64 {
    let by_threads = threads.div_ceil(THREADS_MIN);
    by_threads.max(by_cpu(cpu_ms_per_s)).max(WORKERS_MIN)
}

fn by_cpu(cpu_ms_per_s: u64) -> u64 {
    cpu_ms_per_s.div_ceil(MS_PER_PERCENT * USE_PERCENT)
}

/// The least memory in which nothing waits: processes as full of threads as they may be.
pub(crate) fn least_memory(requests_per_second: u64) -> Memory {
    let need = need(requests_per_second);
    let by_threads = need.threads.div_ceil(THREADS_MAX);
    let processes = by_threads.max(by_cpu(requests_per_second * CPU_MS_PER_REQUEST));
    memory_of(processes.max(1))
}

fn memory_of(processes: u64) -> Memory {
    if processes < WORKERS_WITH_MASTER {
        MEMORY_ALONE
    } else {
        MEMORY_PER_WORKER * processes
    }
}

/// What the `number`th process takes more.
pub(crate) fn price(number: u64) -> Memory {
    if number <= 1 {
        MEMORY_ALONE
    } else {
        memory_of(number) - memory_of(number - 1)
    }
}

/// `asks` says whose need it is: all that is asked for, or the part that the memory has room for.
pub(crate) fn puma(asks: &str, need: &PumaNeed, cores: u32, memory: Memory) -> Puma {
    let wanted = need.workers.min(cores.into());
    let fit = (memory.as_kib() / MEMORY_PER_WORKER.as_kib()).max(1);
    let processes = wanted.min(fit);
    // A lone worker would still be watched by a master process of its own size.
    let workers = if processes == 1 { 0 } else { processes };
    let threads = need.threads.div_ceil(processes).clamp(THREADS_MIN, THREADS_MAX);
    let used = memory_of(processes);
    let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Puma {
        workers: Value::new(
            narrow(workers),
            &WORKERS,
            working!(
                "{asks} asks for {wanted} workers on {cores} cores; {} fits {fit}; one alone runs without a master (0)",
                memory.rounded(),
            ),
        ),
        threads: Value::new(
            narrow(threads),
            &THREADS,
            working!(
                "{} threads over {processes} processes, at least {THREADS_MIN}, at most {THREADS_MAX}",
                need.threads
            ),
        ),
        memory: Value::new(
            used,
            &MEMORY,
            if workers == 0 {
                "one process without a master".to_owned()
            } else {
                working!("{processes} × {MEMORY_PER_WORKER} = {used}")
            },
        ),
        port: PORT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_load_cores_and_memory() {
        let plan = |requests, cores, memory| {
            let puma = puma("the peak", &need(requests), cores, memory);
            (puma.workers.value, puma.threads.value)
        };
        // 2 requests/s need 1 thread: the least that stays up under one slow request.
        assert_eq!(plan(2, 4, Memory::gib(4)), (2, 5));
        assert_eq!(plan(2, 1, Memory::gib(4)), (0, 5));
        assert_eq!(plan(2, 4, Memory::mib(600)), (0, 5));
        // 101 requests/s: 40.4 busy threads at half use are 41 (rounded up), 9 workers of 5.
        assert_eq!(plan(101, 16, Memory::gib(8)), (9, 5));
        // The same on 4 cores: 4 workers, so 41 ÷ 4 threads, held at 10.
        assert_eq!(plan(101, 4, Memory::gib(8)), (4, 10));
    }

    #[test]
    fn a_worker_keeps_its_core_below_70_percent() {
        // Ten threads are two workers'; 1,400 ms of a core in each second are those of two, and one more takes a third.
        assert_eq!(workers(10, 1_400), 2);
        assert_eq!(workers(10, 1_401), 3);
    }

    #[test]
    fn threads_are_half_idle() {
        let need_of = |requests| {
            let need = need(requests);
            (need.threads, need.workers)
        };
        // 0.2 s a request, half idle: 0.4 threads; 40 ms of a core, at 70 %: 0.057 cores, never more than threads ask for.
        assert_eq!(need_of(1), (1, 2));
        assert_eq!(need_of(25), (10, 2));
        assert_eq!(need_of(26), (11, 3));
        assert_eq!(need_of(100_010), (40_004, 8_001));
    }

    #[test]
    fn a_worker_takes_555_mib_and_one_without_a_master_400() {
        let puma = |mib| puma("the peak", &need(101), 16, Memory::mib(mib));
        assert_eq!((puma(1_109).workers.value, puma(1_110).workers.value), (0, 2));
        assert_eq!(puma(1_109).memory.value, Memory::mib(400));
        assert_eq!(puma(1_109).memory.working, "one process without a master");
        assert_eq!(puma(8_192).memory.working, "9 × 555 MiB = 4995 MiB");
    }

    #[test]
    fn the_second_worker_brings_the_master() {
        // 2 × 555 − 400.
        assert_eq!(
            [1, 2, 3, 9].map(|number| price(number).as_mib()),
            [400, 710, 555, 555]
        );
    }

    /// config/puma.rb.
    #[test]
    fn is_at_mastodons_port() {
        assert_eq!(puma("the peak", &need(2), 2, Memory::gib(1)).port, 3000);
    }
}
