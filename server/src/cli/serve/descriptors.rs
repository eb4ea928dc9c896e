//! File descriptors: each connection takes one.

/// What is open besides connections: standard streams, listener, signals, the runtime's own, and a connection that waits for a place.
/// Seen are eleven; the rest is in reserve. Our judgement.
#[cfg(unix)]
const OTHERS: usize = 32;

/// So many connections, or as many as this process may have descriptors for.
#[cfg(unix)]
pub(super) fn at_most(connections: usize) -> usize {
    use rustix::process::{Resource, getrlimit};

    let allowed = getrlimit(Resource::Nofile)
        .current
        .and_then(|allowed| usize::try_from(allowed).ok())
        .map_or(connections, |allowed| allowed.saturating_sub(OTHERS).max(1));
    if allowed < connections {
        tracing::warn!(
            wanted = connections,
            connections = allowed,
            "the limit of open files (ulimit -n) leaves no more connections"
        );
    }
    allowed.min(connections)
}

#[cfg(not(unix))]
pub(super) fn at_most(connections: usize) -> usize {
    connections
}
