//! Where a service answers, as another one reaches it.

use super::{HostPlan, Plan, RedisRole};
use crate::value::text::Address;

/// A service that others talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Puma,
    Streaming,
    Postgresql,
    Pgbouncer,
    /// The instance that holds this role.
    Redis(RedisRole),
    Search,
}

/// Where one process of a service takes connections.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub host: &'a HostPlan,
    /// The loopback address for those on the same host.
    pub address: Address,
    pub port: u16,
}

impl Plan {
    /// Every place of a service, as seen from a host: that host's own first. Empty where no planned host runs it.
    pub fn places(&self, service: Service, from: &HostPlan) -> Vec<Place<'_>> {
        let (own, others): (Vec<_>, Vec<_>) = self.hosts.iter().partition(|host| host.name == from.name);
        let mut places = Vec::new();
        for host in own.into_iter().chain(others) {
            let address = if host.name == from.name {
                Some(Address::loopback())
            } else {
                host.address.clone()
            };
            places.extend(address.into_iter().flat_map(|address| {
                host.ports(service).into_iter().map(move |port| Place {
                    host,
                    address: address.clone(),
                    port,
                })
            }));
        }
        places
    }

    /// The nearest place of a service that is asked at a single one.
    pub fn place(&self, service: Service, from: &HostPlan) -> Option<Place<'_>> {
        self.places(service, from).into_iter().next()
    }
}

impl HostPlan {
    fn ports(&self, service: Service) -> Vec<u16> {
        let one = |port: Option<u16>| port.into_iter().collect();
        match service {
            Service::Puma => one(self.puma.as_ref().map(|puma| puma.port)),
            Service::Streaming => self
                .streaming
                .as_ref()
                .map(|streaming| streaming.ports.clone())
                .unwrap_or_default(),
            Service::Postgresql => one(self.postgresql.as_ref().map(|postgresql| postgresql.port)),
            Service::Pgbouncer => one(self.pgbouncer.as_ref().map(|pgbouncer| pgbouncer.port)),
            Service::Redis(role) => one(self.redis.as_ref().map(|redis| redis.of(role).port)),
            Service::Search => one(self.search.as_ref().map(|search| search.port)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;
    use crate::value::text::Label;

    fn addresses(plan: &Plan, service: Service, from: &HostPlan) -> Vec<String> {
        let places = plan.places(service, from);
        places
            .iter()
            .map(|place| format!("{}:{}", place.address, place.port))
            .collect()
    }

    #[test]
    fn a_service_on_the_same_host_is_at_the_loopback_address() {
        let plan = crate::plan(&Spec::default());
        let host = &plan.hosts[0];
        assert_eq!(addresses(&plan, Service::Postgresql, host), ["127.0.0.1:5432"]);
        assert_eq!(
            addresses(&plan, Service::Redis(RedisRole::Cache), host),
            ["127.0.0.1:6379"]
        );
        assert_eq!(addresses(&plan, Service::Search, host), Vec::<String>::new());
    }

    #[test]
    fn a_service_on_another_host_is_at_that_hosts_address_and_comes_after_ones_own() {
        let mut plan = crate::plan(&Spec::default());
        let mut second = plan.hosts[0].clone();
        second.name = Label::parse("second").unwrap();
        second.postgresql = None;
        plan.hosts.push(second);
        plan.hosts[0].address = Some(Address::parse("10.0.0.1").unwrap());
        let second = &plan.hosts[1];
        assert_eq!(addresses(&plan, Service::Postgresql, second), ["10.0.0.1:5432"]);
        assert_eq!(
            addresses(&plan, Service::Puma, second),
            ["127.0.0.1:3000", "10.0.0.1:3000"]
        );
    }
}
