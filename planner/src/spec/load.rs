//! How much the server has to do.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// People who log in at least once a month.
    pub active_users: u32,
    /// How many times the ordinary load the server should stand.
    pub surge: u32,
    /// That the server is subscribed to.
    pub relays: u32,
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

impl Default for Load {
    fn default() -> Self {
        Self {
            active_users: 100,
            surge: 1,
            relays: 0,
            measured: Measured::default(),
        }
    }
}
