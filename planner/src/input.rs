//! Inputs: one section a file, each field a [`Field`] listed there. Forms, documents, the schema and the checks
//! read the list of all.
//!
//! Upper limits keep out slips of the keyboard, far above any Mastodon server that is known: our judgement.

use crate::field::{Field, FieldRef};
use crate::raw::host_index;

pub mod database;
pub mod fork;
pub mod hosts;
pub mod install;
pub mod load;
pub mod mail;
pub mod options;
pub mod proxy;
pub mod site;
pub mod storage;
pub mod versions;

/// Sections in the order in which forms show them. Before all else comes which server this is: what is drawn and what is kept
/// depends on it.
const SECTIONS: [&[&Field]; 12] = [
    &[&site::SERVER, &site::DOMAIN],
    hosts::ALL,
    versions::ALL,
    fork::ALL,
    install::ALL,
    site::ALL,
    load::ALL,
    storage::ALL,
    mail::ALL,
    proxy::ALL,
    database::ALL,
    options::ALL,
];

/// Every input, in the order in which forms show them.
pub static FIELDS: &[&Field] = &joined::<{ count() }>();

/// Every field of a Spec with so many hosts; those of a host for each in turn.
pub fn fields(hosts: usize) -> impl Iterator<Item = FieldRef> {
    let of_host = |host| {
        let asked = FIELDS.iter().filter(move |field| field.is_of_host() || host == 0);
        asked.map(move |field| field.on(host))
    };
    (0..hosts).flat_map(of_host)
}

/// The field at this path, such as `hosts.1.cores` or `load.surge`.
pub fn at(path: &str) -> Option<FieldRef> {
    let (host, name) = host_index(path).map_or((None, path), |(host, name)| (Some(host), name));
    let is_meant = |field: &&&Field| field.name == name && field.is_of_host() == host.is_some();
    let field = FIELDS.iter().find(is_meant)?;
    Some(field.on(host.unwrap_or_default()))
}

const fn count() -> usize {
    let (mut count, mut section) = (0, 0);
    while section < SECTIONS.len() {
        count += SECTIONS[section].len();
        section += 1;
    }
    count
}

/// The sections' lists one after another, joined by the compiler.
const fn joined<const COUNT: usize>() -> [&'static Field; COUNT] {
    let mut fields = [SECTIONS[0][0]; COUNT];
    let (mut next, mut section) = (0, 0);
    while section < SECTIONS.len() {
        let mut place = 0;
        while place < SECTIONS[section].len() {
            fields[next] = SECTIONS[section][place];
            next += 1;
            place += 1;
        }
        section += 1;
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_the_site_come_once_and_those_of_hosts_for_each() {
        let of_hosts = FIELDS.iter().filter(|field| field.is_of_host()).count();
        let fields: Vec<_> = fields(3).map(|at| at.to_string()).collect();
        assert_eq!(fields.len(), FIELDS.len() + 2 * of_hosts);
        for path in ["site.domain", "hosts.0.cores", "hosts.2.cores"] {
            assert_eq!(fields.iter().filter(|field| *field == path).count(), 1, "{path}");
        }
    }

    #[test]
    fn a_field_is_found_by_its_path_on_every_host() {
        assert_eq!(at("hosts.0.cores"), Some(hosts::CORES.on(0)));
        assert_eq!(at("hosts.12.cores"), Some(hosts::CORES.on(12)));
        assert_eq!(at("site.domain"), Some(site::DOMAIN.of_site()));
        for path in [
            "cores",
            "hosts.cores",
            "hosts.01.cores",
            "hosts.+1.cores",
            "hosts.-1.cores",
            "hosts.0.site.domain",
        ] {
            assert_eq!(at(path), None, "{path}");
        }
    }
}
