//! What an input field is: everything that forms, documents, the schema and the checks say of it.

use crate::problem::Reason;
use crate::spec::{Host, Spec};
use crate::unit::Memory;

/// One input, defined once.
#[derive(Debug)]
pub struct Field {
    /// Path in a Spec; fields of a host leave out `hosts.N.`.
    pub name: &'static str,
    pub label: &'static str,
    /// One or two plain sentences: what to enter, and what it changes.
    pub help: &'static str,
    pub step: Step,
    pub kind: Kind,
    pub need: Need,
    /// Whether the field means anything for this Spec. Forms hide it otherwise.
    pub asked_when: fn(&Spec) -> bool,
    pub(crate) access: Access,
}

/// How much a person has to do with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Has no default: must be given.
    Required,
    /// Has a default, and most people should look at it.
    Usual,
    /// Has a default that suits most; forms fold it away.
    Seldom,
}

/// The wizard's steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Server,
    Load,
    Storage,
    Options,
}

/// What a field accepts.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text {
        shape: &'static str,
        example: &'static str,
        longest: usize,
    },
    Number {
        min: u64,
        max: u64,
        unit: &'static str,
    },
    Memory {
        min: Memory,
        max: Memory,
    },
    Choice(&'static [Choice]),
    /// `true` or `false`.
    Switch,
}

/// One of the values of a [`Kind::Choice`].
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
}

/// Where the field's value lives. Setting with a valid text and getting are inverse to each other.
pub(crate) enum Access {
    Site {
        set: fn(&mut Spec, &str) -> Result<(), Reason>,
        get: fn(&Spec) -> String,
    },
    Host {
        set: fn(&mut Host, &str) -> Result<(), Reason>,
        get: fn(&Host) -> String,
    },
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Site { .. } => "Site",
            Self::Host { .. } => "Host",
        })
    }
}

impl Field {
    /// Whether each host has its own value.
    pub const fn is_of_host(&self) -> bool {
        matches!(self.access, Access::Host { .. })
    }

    /// Path in a Spec; `host` counts from zero and only matters for fields of a host.
    pub fn path(&self, host: usize) -> String {
        if self.is_of_host() {
            format!("hosts.{host}.{}", self.name)
        } else {
            self.name.to_owned()
        }
    }

    /// The value in this Spec, as text that would be accepted for it. Empty when there is none.
    pub fn text(&self, spec: &Spec, host: usize) -> String {
        match &self.access {
            Access::Site { get, .. } => get(spec),
            Access::Host { get, .. } => spec.hosts.get(host).map(get).unwrap_or_default(),
        }
    }

    /// The value that holds when none is given. Empty when there is none.
    pub fn default_text(&self) -> String {
        if self.need == Need::Required {
            String::new()
        } else {
            self.text(&Spec::default(), 0)
        }
    }

    pub(crate) fn set(&self, spec: &mut Spec, host: usize, text: &str) -> Result<(), Reason> {
        match &self.access {
            Access::Site { set, .. } => set(spec, text),
            Access::Host { set, .. } => spec.hosts.get_mut(host).map_or(Ok(()), |host| set(host, text)),
        }
    }
}

/// For fields that always mean something.
pub(crate) fn always(_: &Spec) -> bool {
    true
}

impl Step {
    pub const ALL: [Self; 4] = [Self::Server, Self::Load, Self::Storage, Self::Options];

    /// As in links.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Load => "load",
            Self::Storage => "storage",
            Self::Options => "options",
        }
    }
}
