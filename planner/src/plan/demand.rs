//! What the load asks of web and background work, before hosts have their say.

/// Of the whole site.
#[derive(Clone, Debug)]
pub struct Demand {
    pub puma: PumaNeed,
    pub sidekiq: SidekiqNeed,
}

#[derive(Clone, Debug)]
pub struct PumaNeed {
    pub threads: u64,
    pub workers: u64,
}

#[derive(Clone, Debug)]
pub struct SidekiqNeed {
    pub threads: u64,
    pub processes: u64,
    /// Below this many they work beyond what a core is planned for.
    pub least_processes: u64,
}
