//! What a host carries: the users for whom no part of it is short on an ordinary day, and the host that carries a load.

use super::cores_taken::used;
use super::disk_operations;
use crate::plan::SidekiqNeed;
use crate::sizing::disk as room;
use crate::sizing::granted::is_enough;
use crate::sizing::least::Ground;
use crate::sizing::load::disk;
use crate::sizing::peak::{Ordinary, Part, Peak};
use crate::sizing::placement::{Role, Roles, placement};
use crate::sizing::{cores, sidekiq};
use crate::spec::{Host, Spec};
use crate::unit::Memory;

/// Above it a peak is close to all that may be used. Our judgement: the load model is a factor of two off either way.
pub(crate) const CLOSE_PERCENT: u64 = 90;
/// As many as a Spec may expect.
const USERS_MAX: u64 = 1_000_000;
/// What hosts are sold with. Our judgement.
const CORES_SOLD: [u32; 11] = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64];
/// As [`CORES_SOLD`], in GiB.
pub(crate) const MEMORY_SOLD_GIB: [u64; 11] = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
/// Hosts with less for their cores are seldom sold. Our judgement.
const MEMORY_SOLD_PER_CORE: Memory = Memory::gib(2);

/// What runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Cores,
    Memory,
    /// The chosen layout uses no more cores.
    Layout,
    DiskSpeed,
    DiskSpace,
}

impl Limit {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cores => "cores",
            Self::Memory => "memory",
            Self::Layout => "the chosen Sidekiq layout",
            Self::DiskSpeed => "the hard disk's reads and writes",
            Self::DiskSpace => "space on the disk",
        }
    }
}

/// The host that does the work, with what it does. One host does all of it today.
pub(crate) struct Carrier<'a> {
    spec: &'a Spec,
    host: Host,
    does: Roles,
}

impl<'a> Carrier<'a> {
    pub(crate) fn of(spec: &'a Spec) -> Option<Self> {
        let mut hosts = spec.hosts.iter().zip(placement(spec));
        let (host, does) = hosts.find(|(_, does)| does.has(Role::Sidekiq))?;
        Some(Self {
            spec,
            host: host.clone(),
            does,
        })
    }

    /// The same on the least host that is sold, with room for what else runs there.
    #[must_use]
    pub(crate) fn smallest(self) -> Self {
        let ([cores, ..], [gib, ..]) = (CORES_SOLD, MEMORY_SOLD_GIB);
        self.sized(cores, Memory::gib(gib))
    }

    /// The same on a host of this size.
    #[must_use]
    pub(crate) fn sized(mut self, cores: u32, memory: Memory) -> Self {
        self.host.cores = cores;
        self.host.memory = memory;
        self
    }

    /// The most users, and what runs out with one more.
    pub(crate) fn users(&self) -> (u64, Limit) {
        self.users_of(|users| Ordinary::of_users(&self.spec.load, users))
    }

    /// As [`Self::users`], where so many ask for that.
    pub(crate) fn users_of(&self, load: impl Fn(u64) -> Ordinary) -> (u64, Limit) {
        let limit = |users| self.limit(&load(users));
        let (mut low, mut high) = (0, USERS_MAX);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if limit(middle).is_none() {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        (low, limit(low + 1).unwrap_or(Limit::Cores))
    }

    /// What an ordinary day has too little of.
    fn limit(&self, ordinary: &Ordinary) -> Option<Limit> {
        let peak = ordinary.at(Part::WHOLE);
        let (on_disk, keys) = disk::likely_on_host(self.spec, ordinary, &self.does);
        if !self.has_cores(&peak, CLOSE_PERCENT) {
            Some(Limit::Cores)
        } else if !self.has_layout(&sidekiq::need(peak.jobs)) {
            Some(Limit::Layout)
        } else if !self.has_disk_speed(&peak, CLOSE_PERCENT) {
            Some(Limit::DiskSpeed)
        } else if self
            .host
            .disk_size
            .is_some_and(|size| !room::is_enough(size, on_disk))
        {
            Some(Limit::DiskSpace)
        } else if !is_enough(self.ground(keys), self.cores(), ordinary, 1) {
            Some(Limit::Memory)
        } else {
            None
        }
    }

    /// What no host of any size does: the layout and the disk are choices of their own.
    pub(crate) fn limit_but_size(&self, load: &Ordinary, surge: u32) -> Option<Limit> {
        let peak = load.at(Part::times(surge));
        let spec = self.spec;
        let [.., most] = CORES_SOLD;
        let layouts = sidekiq::most_processes(spec.options.sidekiq, spec.mastodon, most);
        if sidekiq::need(peak.jobs).least_processes > layouts && layouts < u64::from(most) {
            Some(Limit::Layout)
        } else if !self.has_disk_speed(&peak, 100)
            || !self.has_disk_speed(&load.at(Part::WHOLE), CLOSE_PERCENT)
        {
            Some(Limit::DiskSpeed)
        } else {
            None
        }
    }

    /// The smallest host of the sizes that are sold, no smaller than this one, that carries the Spec's load with its surge.
    pub(crate) fn for_load(self, load: &Ordinary, surge: u32) -> Option<(u32, Memory)> {
        let mut larger = self;
        let own = larger.host.clone();
        let cores = CORES_SOLD.into_iter().filter(|&cores| cores > own.cores);
        let (day, surge_peak) = (load.at(Part::WHOLE), load.at(Part::times(surge)));
        let need = sidekiq::need(surge_peak.jobs);
        let is_fast_enough = |carrier: &Self| {
            carrier.has_cores(&day, CLOSE_PERCENT)
                && carrier.has_cores(&surge_peak, 100)
                && carrier.has_layout(&need)
                && carrier.has_disk_speed(&surge_peak, 100)
                && carrier.has_disk_speed(&day, CLOSE_PERCENT)
        };
        let cores = std::iter::once(own.cores).chain(cores).find(|&cores| {
            larger.host.cores = cores;
            is_fast_enough(&larger)
        })?;
        larger.host.cores = cores;
        let (_, keys) = disk::likely_on_host(larger.spec, load, &larger.does);
        let sold = MEMORY_SOLD_GIB.into_iter().map(Memory::gib);
        let sold = sold.filter(|&memory| memory > own.memory);
        // With more cores it is another machine.
        let least = if cores == own.cores {
            own.memory
        } else {
            MEMORY_SOLD_PER_CORE * u64::from(cores)
        };
        let mut sizes = std::iter::once(own.memory)
            .chain(sold)
            .filter(|&memory| memory >= least);
        let memory = sizes.find(|&memory| {
            larger.host.memory = memory;
            is_enough(larger.ground(keys), larger.cores(), load, surge)
        })?;
        Some((cores, memory))
    }

    /// Whole ones.
    fn cores(&self) -> u32 {
        cores::cores_of(&self.host)
    }

    fn ground(&self, keys: Memory) -> Ground<'_> {
        Ground {
            spec: self.spec,
            does: &self.does,
            ours: self.host.memory - self.host.reserved_memory,
            keys,
        }
    }

    fn has_cores(&self, peak: &Peak, percent: u64) -> bool {
        used(&self.does, peak) * 100 <= cores::usable(cores::ms_per_second(&self.host)) * percent
    }

    fn has_layout(&self, need: &SidekiqNeed) -> bool {
        let spec = self.spec;
        let most = sidekiq::most_processes(spec.options.sidekiq, spec.mastodon, cores::cores_of(&self.host));
        need.least_processes <= most && need.threads <= most * sidekiq::CONCURRENCY_MAX
    }

    fn has_disk_speed(&self, peak: &Peak, percent: u64) -> bool {
        let usable = disk_operations::usable(self.host.disk).filter(|_| self.does.has(Role::Database));
        usable.is_none_or(|usable| disk_operations::used(peak) * 100 <= usable * percent)
    }
}
