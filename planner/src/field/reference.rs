//! Which field is meant, and on which host: what findings and problems point at.

use std::fmt;
use std::ptr;

use super::Field;

/// A field of the site, or the field of one host.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef {
    pub field: &'static Field,
    /// Counted from zero; zero for a field of the site.
    pub host: usize,
}

impl Field {
    /// This field of the host at this place, or of the site where it has no hosts' fields.
    pub const fn on(&'static self, host: usize) -> FieldRef {
        FieldRef {
            field: self,
            host: if self.is_of_host() { host } else { 0 },
        }
    }

    /// This field, which the site has once.
    pub const fn of_site(&'static self) -> FieldRef {
        self.on(0)
    }
}

/// The path: `hosts.1.memory`, `load.surge`.
impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field.path(self.host))
    }
}

/// Each field is one static.
impl PartialEq for FieldRef {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.field, other.field) && self.host == other.host
    }
}

impl Eq for FieldRef {}

#[cfg(test)]
mod tests {
    use crate::input::{hosts, load};

    #[test]
    fn a_reference_is_written_as_links_write_it() {
        assert_eq!(hosts::MEMORY.on(1).to_string(), "hosts.1.memory");
        assert_eq!(load::SURGE.of_site().to_string(), "load.surge");
    }

    #[test]
    fn a_field_of_the_site_is_the_same_wherever_it_is_asked() {
        assert_eq!(load::SURGE.on(3), load::SURGE.of_site());
        assert_ne!(hosts::MEMORY.on(1), hosts::MEMORY.on(0));
        assert_ne!(hosts::MEMORY.on(0), hosts::CORES.on(0));
    }
}
