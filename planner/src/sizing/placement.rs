//! Placement: which host does what.

use crate::spec::{Search, Spec};

/// Something that a host has to do for the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// nginx: where browsers and other servers arrive.
    Edge,
    Web,
    Streaming,
    Sidekiq,
    Database,
    Redis,
    Search,
}

/// What one host does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(Vec<Role>);

impl Roles {
    pub(crate) fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether processes that open connections to the database run here.
    pub(crate) fn uses_database(&self) -> bool {
        [Role::Web, Role::Streaming, Role::Sidekiq]
            .into_iter()
            .any(|role| self.has(role))
    }
}

/// The roles of each host, in the Spec's order. The first has all that the site needs.
pub(crate) fn placement(spec: &Spec) -> Vec<Roles> {
    let mut needed = vec![Role::Edge, Role::Web, Role::Streaming, Role::Sidekiq, Role::Redis];
    needed.extend((!spec.database.is_elsewhere()).then_some(Role::Database));
    needed.extend((spec.options.search != Search::None).then_some(Role::Search));
    let mut roles = vec![Roles::default(); spec.hosts.len()];
    if let Some(first) = roles.first_mut() {
        first.0 = needed;
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::DatabasePlace;

    #[test]
    fn one_host_does_everything() {
        let roles = placement(&Spec::default());
        assert_eq!(roles.len(), 1);
        assert!(roles[0].has(Role::Edge) && roles[0].has(Role::Database) && roles[0].uses_database());
        assert!(!roles[0].has(Role::Search));
    }

    #[test]
    fn a_database_elsewhere_is_no_hosts() {
        let mut spec = Spec::default();
        spec.database.place = DatabasePlace::Elsewhere;
        assert!(!placement(&spec)[0].has(Role::Database));
        assert!(placement(&spec)[0].uses_database());
    }

    #[test]
    fn search_runs_where_it_is_wanted() {
        let mut spec = Spec::default();
        spec.options.search = Search::Elasticsearch;
        assert!(placement(&spec)[0].has(Role::Search));
    }
}
