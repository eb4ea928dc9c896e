//! Inputs: one section a file, each field a [`Field`] listed there. Forms, documents, the schema and the checks
//! read the list of all.
//!
//! Upper limits keep out slips of the keyboard, far above any Mastodon server that is known: our judgement.

use crate::field::{Field, FieldRef};
use crate::raw::host_index;

pub mod hosts;
pub mod load;
pub mod options;
pub mod site;
pub mod storage;
pub mod versions;

/// Sections in the order in which forms show them; the domain comes before all else.
const SECTIONS: [&[&Field]; 7] = [
    &[&site::DOMAIN],
    hosts::ALL,
    versions::ALL,
    site::ALL,
    load::ALL,
    storage::ALL,
    options::ALL,
];

/// Every input, in the order in which forms show them.
pub static FIELDS: &[&Field] = &joined::<{ count() }>();

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
