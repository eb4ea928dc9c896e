//! Rules and the values they give: every number in a plan carries its rule, its working and its source.

use std::fmt;

/// One reason for a number or a finding. Each is defined once, beside the code that applies it.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; the noun it sizes or the sentence that must hold. Shown in files and links.
    pub id: &'static str,
    pub title: &'static str,
    /// Why the rule is what it is, in plain words. Empty without the feature `prose`.
    pub rationale: &'static str,
    pub basis: Basis,
    /// None without the feature `prose`.
    pub sources: &'static [Source],
}

/// A rule as it is written. Without the feature `prose` its texts stay behind: nothing refers to them, so they are not linked.
macro_rules! rule {
    (
        id: $id:expr,
        title: $title:expr,
        rationale: $rationale:expr,
        basis: $basis:expr,
        sources: $sources:expr $(,)?
    ) => {
        $crate::rule::Rule {
            id: $id,
            title: $title,
            rationale: if cfg!(feature = "prose") { $rationale } else { "" },
            basis: $basis,
            sources: if cfg!(feature = "prose") { $sources } else { &[] },
        }
    };
}

pub(crate) use rule;

/// As `format!`, for a working. Without the feature `prose` it is empty, as the rules' texts are: the code that writes workings is a
/// tenth of the planner.
macro_rules! working {
    ($($written:tt)*) => {
        if cfg!(feature = "prose") {
            format!($($written)*)
        } else {
            String::new()
        }
    };
}

pub(crate) use working;

/// How we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The program's makers say so.
    Documented,
    /// Somebody measured it and published the figures.
    Measured,
    /// Our own judgement, said openly.
    Judgement,
}

impl Basis {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Measured => "measured",
            Self::Judgement => "judgement",
        }
    }
}

/// A public text that a rule rests on.
#[derive(Debug)]
pub struct Source {
    pub title: &'static str,
    pub url: &'static str,
}

/// A planned value with the reason for it.
#[derive(Clone, Debug)]
pub struct Value<T> {
    pub value: T,
    pub rule: &'static Rule,
    /// The rule with this plan's numbers put in, for example `8 GiB ÷ 4 = 2 GiB`. Empty without the feature `prose`.
    pub working: String,
}

impl<T> Value<T> {
    pub fn new(value: T, rule: &'static Rule, working: impl Into<String>) -> Self {
        Self {
            value,
            rule,
            working: working.into(),
        }
    }

    /// The same reason for another way to write the value.
    pub fn map<U>(self, write: impl FnOnce(T) -> U) -> Value<U> {
        Value {
            value: write(self.value),
            rule: self.rule,
            working: self.working,
        }
    }
}

impl<T: fmt::Display> Value<T> {
    /// This value under a name, as pages, documents and the API list it.
    pub fn shown(&self, name: impl Into<String>) -> Shown<'_> {
        Shown {
            name: name.into(),
            value: self.value.to_string(),
            rule: self.rule,
            working: &self.working,
        }
    }
}

impl<T: fmt::Display> fmt::Display for Value<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A planned value as a reader meets it.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    pub name: String,
    pub value: String,
    pub rule: &'static Rule,
    pub working: &'a str,
}

impl Shown<'_> {
    /// Tells it from all others of a plan.
    pub fn key(&self) -> String {
        format!("{}/{}", self.rule.id, self.name)
    }
}
