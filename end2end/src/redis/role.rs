//! What each Redis is for, and what its use demands.

use crate::read::env::Env;

/// What Mastodon keeps in an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Main,
    Sidekiq,
    Cache,
}

impl Role {
    pub(crate) const ALL: [Self; 3] = [Self::Main, Self::Sidekiq, Self::Cache];

    /// The name in file names.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Sidekiq => "sidekiq",
            Self::Cache => "cache",
        }
    }

    /// The address that Mastodon uses for it. Without one of its own, it shares the main one.
    pub(crate) fn url(self, env: &Env) -> Option<&String> {
        let own = match self {
            Self::Main => None,
            Self::Sidekiq => env.get("SIDEKIQ_REDIS_URL"),
            Self::Cache => env.get("CACHE_REDIS_URL"),
        };
        own.or_else(|| env.get("REDIS_URL"))
    }
}

/// The eviction policy for what an instance holds. Feeds and queued jobs must not
/// be dropped (Sidekiq warns at boot); a cache must make room for itself.
pub(crate) fn policy(roles: &[Role]) -> &'static str {
    if roles == [Role::Cache] {
        "allkeys-lru"
    } else {
        "noeviction"
    }
}

/// Whether what an instance holds has to outlive a restart.
pub(crate) fn is_lasting(roles: &[Role]) -> bool {
    roles != [Role::Cache]
}

/// The host and port of `redis://:password@host:port/0`.
pub(crate) fn address(url: &str) -> Option<(&str, u16)> {
    let authority = url.split_once("://")?.1.split('/').next()?;
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let (host, port) = place.rsplit_once(':')?;
    Some((host, port.parse().ok()?))
}

/// The password of a URL. Without a user, clients log in as the default one.
pub(crate) fn password(url: &str) -> &str {
    let login = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@'));
    login
        .and_then(|(login, _)| login.split_once(':'))
        .map_or("", |(_, password)| password)
}

#[cfg(test)]
mod tests {
    use super::{Role, address, is_lasting, password, policy};

    #[test]
    fn only_a_pure_cache_may_forget() {
        assert_eq!(policy(&[Role::Cache]), "allkeys-lru");
        assert_eq!(policy(&[Role::Main, Role::Sidekiq, Role::Cache]), "noeviction");
        assert_eq!(policy(&[Role::Main, Role::Cache]), "noeviction");
        assert_eq!(policy(&[Role::Sidekiq]), "noeviction");
        assert!(!is_lasting(&[Role::Cache]) && is_lasting(&[Role::Sidekiq]));
    }

    #[test]
    fn an_address_has_host_and_port() {
        assert_eq!(address("redis://:p@127.0.0.1:6380/0"), Some(("127.0.0.1", 6380)));
        assert_eq!(address("redis://redis:6379"), Some(("redis", 6379)));
        assert_eq!(address("localhost"), None);
        assert_eq!(password("redis://:p@127.0.0.1:6380/0"), "p");
        assert_eq!(password("redis://127.0.0.1:6380/0"), "");
    }
}
