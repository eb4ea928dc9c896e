//! The page's address: which step, what was answered, which part of the result is looked at.

use form_urlencoded::Serializer;
use planner::field::Need;
use planner::{Raw, input};

use crate::answers::{LONGEST_WORD, given, kept, longest};
use crate::location::Location;
use crate::steps::{STEPS, Step};

/// Where the form for a download is sent. It is no page.
pub const DOWNLOAD: &str = "/download";

/// Everything that a page shows follows from this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub step: &'static Step,
    /// As they were typed, so that nothing is lost.
    pub answers: Raw,
    pub view: View,
    /// Path of the file that is looked at.
    pub file: Option<String>,
    /// Keys that no field has: spelling mistakes, and what other sites add to links.
    pub unknown: Vec<String>,
}

/// What the result shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Overview,
    Numbers,
    Outlook,
    Files,
}

/// Bytes of a path that may be a file's. Our judgement: the longest there is has 128.
const LONGEST_FILE: usize = 200;

/// Keys beside those of the fields.
pub(crate) const VIEW: &str = "view";
const FILE: &str = "file";

impl View {
    pub const ALL: [Self; 4] = [Self::Overview, Self::Numbers, Self::Outlook, Self::Files];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Numbers => "numbers",
            Self::Outlook => "outlook",
            Self::Files => "files",
        }
    }

    fn of(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|view| view.name() == name)
            .unwrap_or_default()
    }
}

impl Address {
    /// None where there is no page.
    pub fn read(location: &Location) -> Option<Self> {
        let step = STEPS.iter().find(|step| step.path == location.path)?;
        let mut address = Self {
            step,
            answers: Raw::new(),
            view: View::default(),
            file: None,
            unknown: Vec::new(),
        };
        for (key, text) in form_urlencoded::parse(location.query.as_bytes()) {
            match key.as_ref() {
                VIEW => address.view = View::of(&text),
                FILE => {
                    address.file =
                        Some(text.into_owned()).filter(|path| (1..=LONGEST_FILE).contains(&path.len()));
                }
                key => address.answer(key, &text),
            }
        }
        Some(address)
    }

    fn answer(&mut self, path: &str, text: &str) {
        match input::at(path) {
            // A form without script sends every field. Only one that has no default misses its answer.
            Some(at) if text.trim().is_empty() && at.field.asked.need != Need::Required => {
                self.answers.remove(path);
            }
            Some(at) => self.answers.set(path, kept(text, longest(&at.field.kind))),
            None if path == "schema" => self.answers.set(path, kept(text, LONGEST_WORD)),
            None => self.unknown.push(path.to_owned()),
        }
    }

    /// Path and query: only what differs from the defaults.
    pub fn href(&self) -> String {
        let path = self.step.path.to_owned();
        let query = self.query();
        Location { path, query }.href()
    }

    /// As [`Self::href`], to one field's place on the page.
    pub fn href_of(&self, path: &str) -> String {
        format!("{}#{path}", self.href())
    }

    fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(given(&self.answers));
        if self.view != View::default() {
            query.append_pair(VIEW, self.view.name());
        }
        if let (View::Files, Some(file)) = (self.view, &self.file) {
            query.append_pair(FILE, file);
        }
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use planner::{FIELDS, Spec};

    use super::*;

    fn at(path: &str, query: &str) -> Option<Address> {
        Address::read(&Location {
            path: path.to_owned(),
            query: query.to_owned(),
        })
    }

    fn round_trip(query: &str) -> String {
        at("/load", query).unwrap().href()
    }

    #[test]
    fn a_page_is_found_by_its_path() {
        assert_eq!(at("/", "").unwrap().step.title, "Start");
        assert_eq!(at("/options", "").unwrap().step.title, "Options");
        assert!(at("/option", "").is_none());
        assert!(at("/options/", "").is_none());
    }

    #[test]
    fn what_was_typed_comes_back() {
        let query = "site.domain=example.social&hosts.0.memory=8+GiB&load.active_users=lots%26more";
        assert_eq!(round_trip(query), format!("/load?{query}"));
    }

    #[test]
    fn defaults_are_left_out() {
        assert_eq!(
            round_trip("hosts.0.cores=2&storage.kind=local&options.search="),
            "/load"
        );
    }

    #[test]
    fn an_empty_domain_is_an_answer_that_is_missing() {
        let address = at("/load", "site.domain=").unwrap();
        assert_eq!(address.answers.get("site.domain"), Some(""));
        assert_eq!(at("/load", "").unwrap().answers.get("site.domain"), None);
    }

    #[test]
    fn keys_of_no_field_are_told_and_left_out() {
        let address = at("/", "fbclid=1&hosts.0.cores=8").unwrap();
        assert_eq!(address.unknown, ["fbclid"]);
        assert_eq!(address.href(), "/?hosts.0.cores=8");
    }

    #[test]
    fn an_answer_that_is_longer_than_any_right_one_is_cut_and_stays_wrong() {
        // 253 characters, 14 bytes for escapes, and an ellipsis of three bytes in nine characters.
        let domain = |text: &str| round_trip(&format!("site.domain={text}"));
        assert_eq!(
            domain(&"a".repeat(267)),
            format!("/load?site.domain={}", "a".repeat(267))
        );
        let cut = format!("/load?site.domain={}%E2%80%A6", "a".repeat(267));
        assert_eq!(domain(&"a".repeat(268)), cut);
        // A colon takes three bytes in a link: 89 of them.
        let cut = format!("/load?site.domain={}%E2%80%A6", "%3A".repeat(89));
        assert_eq!(domain(&":".repeat(5_000)), cut);
        let digits = format!("load.active_users={}", "1".repeat(33));
        assert_eq!(
            round_trip(&digits),
            format!("/load?load.active_users={}%E2%80%A6", "1".repeat(32))
        );
        assert_eq!(
            round_trip(&format!("view=files&file={}", "a".repeat(201))),
            "/load?view=files"
        );
    }

    #[test]
    fn no_field_accepts_the_mark_of_an_answer_that_was_cut() {
        for field in FIELDS {
            let right = if field.default_text().is_empty() {
                "a.example".to_owned()
            } else {
                field.default_text()
            };
            let raw = Raw::from_iter([
                ("site.domain".to_owned(), "a.example".to_owned()),
                (field.path(0), format!("{right}…")),
            ]);
            assert!(Spec::read(&raw).is_err(), "{}", field.name);
        }
    }

    #[test]
    fn the_file_that_is_looked_at_is_part_of_the_address() {
        let query = "view=files&file=main%2Fetc%2Fnginx%2Fnginx.conf";
        assert_eq!(round_trip(query), format!("/load?{query}"));
    }

    #[test]
    fn the_last_of_several_answers_holds() {
        let address = at("/", "hosts.0.shared_cpu=false&hosts.0.shared_cpu=true").unwrap();
        assert_eq!(address.answers.get("hosts.0.shared_cpu"), Some("true"));
    }

    #[test]
    fn every_field_has_room_in_the_address_on_every_host() {
        for field in FIELDS {
            for host in [0, 1, 12] {
                let mut address = at("/", "").unwrap();
                address.answers.set(field.path(host), "x y&z=ü#");
                let href = address.href();
                assert_eq!(at("/", &href["/?".len()..]), Some(address), "{href}");
            }
        }
    }
}
