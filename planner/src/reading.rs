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
        let (spec, problems) = Self::read_what_is_good(raw);
        if problems.is_empty() {
            Ok(spec)
        } else {
            Err(problems)
        }
    }

    /// Like [`Spec::read`], but keeps what is good, with defaults in place of what is not.
    /// A form shows its answer while somebody is still typing.
    pub fn read_what_is_good(raw: &Raw) -> (Self, Vec<Problem>) {
        let mut problems = unknown::problems(raw);
        let hosts = raw.host_count();
        if hosts > HOSTS_MAX {
            problems.push(Problem {
                about: About::Path("hosts".to_owned()),
                value: hosts.to_string(),
                message: "hosts were given".to_owned(),
                limit: "exactly one host; plans for several are not made yet".to_owned(),
            });
        }
        let mut spec = Self::default();
        problems.extend(fields(hosts.min(HOSTS_MAX)).filter_map(|at| read_field(at, &mut spec, raw)));
        problems.extend(agreement::problems(&spec, &problems));
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
