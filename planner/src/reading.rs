//! Reading a Spec from what was given, saying everything that is wrong at once, and writing it back.

mod agreement;
mod unknown;

use crate::field::{FieldRef, Need};
use crate::input::fields;
use crate::problem::{About, Problem};
use crate::raw::Raw;
use crate::spec::{HOSTS_MAX, Spec};

impl Spec {
    /// Reads every field, and says everything that is wrong at once.
    pub fn read(raw: &Raw) -> Result<Self, Vec<Problem>> {
        Self::read_with(raw, Vec::new())
    }

    /// Like [`Spec::read`], where some problems are known, such as those of a document's shape. They come first, and what follows from
    /// them is not said.
    pub fn read_with(raw: &Raw, known: Vec<Problem>) -> Result<Self, Vec<Problem>> {
        let (spec, problems) = Self::read_around(raw, known);
        if problems.is_empty() {
            Ok(spec)
        } else {
            Err(problems)
        }
    }

    /// Like [`Spec::read`], but keeps what is good, with defaults in place of what is not.
    /// A form shows its answer while somebody is still typing.
    pub fn read_what_is_good(raw: &Raw) -> (Self, Vec<Problem>) {
        Self::read_around(raw, Vec::new())
    }

    fn read_around(raw: &Raw, mut problems: Vec<Problem>) -> (Self, Vec<Problem>) {
        let mut spec = Self::default();
        let mut found = unknown::problems(raw);
        let hosts = raw.host_count();
        if hosts > HOSTS_MAX {
            found.push(Problem {
                about: About::Path("hosts".to_owned()),
                value: hosts.to_string(),
                message: "hosts were given".to_owned(),
                limit: "exactly one host; plans for several are not made yet".to_owned(),
            });
        }
        found.extend(fields(hosts.min(HOSTS_MAX)).filter_map(|at| read_field(at, &mut spec, raw)));
        let told = Told::of(&problems);
        found.retain(|problem| !told.has(&problem.about));
        problems.extend(found);
        problems.extend(agreement::problems(&spec, raw, &Told::of(&problems)));
        (spec, problems)
    }

    /// The fields that differ from their defaults, and those that have none.
    pub fn write(&self) -> Raw {
        let standard = Self::default();
        let mut raw = Raw::new();
        for FieldRef { field, host } in fields(self.hosts.len()) {
            let text = field.text(self, host);
            if field.asked.need == Need::Required || text != field.text(&standard, 0) {
                raw.set(field.path(host), text);
            }
        }
        raw
    }
}

/// Paths about which something is wrong.
struct Told(Vec<String>);

impl Told {
    fn of(problems: &[Problem]) -> Self {
        Self(problems.iter().map(|problem| problem.about.to_string()).collect())
    }

    /// Whether there is a problem with this, with the group around it, or with the document.
    fn has(&self, about: &About) -> bool {
        let path = about.to_string();
        self.0.iter().any(|told| {
            path.strip_prefix(told.as_str())
                .is_some_and(|rest| told.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    }
}

fn read_field(at: FieldRef, spec: &mut Spec, raw: &Raw) -> Option<Problem> {
    let FieldRef { field, host } = at;
    let given = raw
        .get(&field.path(host))
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let message = match given {
        None if field.asked.need == Need::Required => "is missing".to_owned(),
        None => return None,
        Some(text) => field.set(spec, host, text).err()?.to_string(),
    };
    Some(Problem {
        about: About::Field(at),
        value: given.unwrap_or_default().to_owned(),
        message,
        limit: field.kind.to_string(),
    })
}
