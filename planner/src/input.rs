//! Inputs: one section a file, each field a [`Field`] listed there. Forms, documents, the schema and the checks
//! read the list of all.
//!
//! Upper limits keep out slips of the keyboard, far above any Mastodon server that is known: our judgement.

use crate::field::Field;

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

/// The field of this name (without `hosts.N.`).
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name).copied()
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
