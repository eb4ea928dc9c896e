//! What an input field is: everything that forms, documents, the schema and the checks say of it.

mod reference;

pub use reference::FieldRef;

use crate::spec::{Host, Spec};
use crate::value::{Kind, Reason};

/// One input, defined once.
#[derive(Debug)]
pub struct Field {
    /// Path in a Spec; fields of a host leave out `hosts.N.`.
    pub name: &'static str,
    pub label: &'static str,
    /// One or two plain sentences: what to enter, and what it changes.
    pub help: &'static str,
    pub kind: Kind,
    pub asked: Asked,
    pub(crate) access: Access,
}

/// Where a form asks for a field, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub section: Section,
    pub need: Need,
    /// Whether the field means anything for this Spec. Forms hide it otherwise.
    pub when: fn(&Spec) -> bool,
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

/// The sections in which fields are asked, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Server,
    Load,
    Storage,
    Network,
    Options,
}

/// Where the field's value lives, made by [`at!`]. Setting with a valid text and getting are inverse to each other.
#[derive(Debug)]
pub(crate) enum Access {
    Site {
        set: fn(&mut Spec, &str, &Kind) -> Result<(), Reason>,
        get: fn(&Spec) -> String,
    },
    Host {
        set: fn(&mut Host, &str, &Kind) -> Result<(), Reason>,
        get: fn(&Host) -> String,
    },
}

/// An [`Access`]: `at!(host.cores)` in each host, `at!(spec.load.surge)` once in a Spec.
macro_rules! at {
    (host.$($part:ident).+) => {
        $crate::field::at!(Host, $($part).+)
    };
    (spec.$($part:ident).+) => {
        $crate::field::at!(Site, $($part).+)
    };
    ($of:ident, $($part:ident).+) => {
        $crate::field::Access::$of {
            set: |of, text, kind| {
                of.$($part).+ = $crate::value::Answer::read(text, kind)?;
                Ok(())
            },
            get: |of| $crate::value::Answer::text(&of.$($part).+),
        }
    };
}

pub(crate) use at;

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
        if self.asked.need == Need::Required {
            String::new()
        } else {
            self.text(&Spec::default(), 0)
        }
    }

    /// Whether forms fold it away.
    pub fn is_seldom(&self) -> bool {
        self.asked.need == Need::Seldom
    }

    pub(crate) fn set(&self, spec: &mut Spec, host: usize, text: &str) -> Result<(), Reason> {
        match &self.access {
            Access::Site { set, .. } => set(spec, text, &self.kind),
            Access::Host { set, .. } => spec
                .hosts
                .get_mut(host)
                .map_or(Ok(()), |host| set(host, text, &self.kind)),
        }
    }
}

impl Asked {
    pub(crate) const fn required(section: Section) -> Self {
        Self::always(section, Need::Required)
    }

    pub(crate) const fn usual(section: Section) -> Self {
        Self::always(section, Need::Usual)
    }

    pub(crate) const fn seldom(section: Section) -> Self {
        Self::always(section, Need::Seldom)
    }

    pub(crate) const fn when(self, when: fn(&Spec) -> bool) -> Self {
        Self { when, ..self }
    }

    const fn always(section: Section, need: Need) -> Self {
        Self {
            section,
            need,
            when: |_| true,
        }
    }
}

impl Section {
    pub const ALL: [Self; 5] = [
        Self::Server,
        Self::Load,
        Self::Storage,
        Self::Network,
        Self::Options,
    ];

    /// As in links.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Load => "load",
            Self::Storage => "storage",
            Self::Network => "network",
            Self::Options => "options",
        }
    }
}
