//! Inputs as they arrive: text under the paths of fields, whatever they were written in.

use std::collections::BTreeMap;

/// Text under field paths (`site.domain`, `hosts.0.cores`). JSON, YAML, a form and a link all become this first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    entries: BTreeMap<String, String>,
    /// Hosts that a list had, whether anything was said of them or not.
    hosts: usize,
}

impl Raw {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn get(&self, path: &str) -> Option<&str> {
        self.entries.get(path).map(String::as_str)
    }

    pub fn set(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.entries.insert(path.into(), text.into());
    }

    pub fn remove(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// In the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// So many hosts were listed: one of which nothing is said is a host all the same.
    pub fn list_hosts(&mut self, count: usize) {
        self.hosts = count;
    }

    /// How many hosts were listed, or the paths speak of; at least one.
    pub(crate) fn host_count(&self) -> usize {
        let indexes = self
            .entries
            .keys()
            .filter_map(|path| host_index(path))
            .map(|(index, _)| index);
        let of_paths = indexes.max().map_or(1, |last| last.saturating_add(1));
        of_paths.max(self.hosts)
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Raw {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(entries: I) -> Self {
        Self {
            entries: entries
                .into_iter()
                .map(|(path, text)| (path.into(), text.into()))
                .collect(),
            hosts: 0,
        }
    }
}

/// `hosts.2.cores` is host 2 and `cores`. A number has one spelling: `hosts.02.cores` is nothing.
pub(crate) fn host_index(path: &str) -> Option<(usize, &str)> {
    let (digits, field) = path.strip_prefix("hosts.")?.split_once('.')?;
    let index: usize = digits.parse().ok()?;
    (index.to_string() == digits).then_some((index, field))
}
