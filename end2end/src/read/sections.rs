//! Files of `[sections]` with `key = value` lines: systemd units and `pgbouncer.ini`.

use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) section: String,
    pub(crate) key: String,
    pub(crate) value: String,
}

/// The entries of a file in order. A key may stand there many times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sections(pub(crate) Vec<Entry>);

impl Sections {
    pub(crate) fn parse(text: &str) -> Self {
        let joined = text.replace("\\\n", " ");
        let mut section = String::new();
        let mut entries = Vec::new();
        for line in joined.lines().map(str::trim) {
            if line.is_empty() || line.starts_with(['#', ';']) {
            } else if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                name.clone_into(&mut section);
            } else if let Some((key, value)) = line.split_once('=') {
                let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
                entries.push(Entry {
                    section: section.clone(),
                    key,
                    value,
                });
            }
        }
        Self(entries)
    }

    /// All values of a key, in order.
    pub(crate) fn all<'a>(&'a self, section: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.section(section)
            .filter(move |entry| entry.key == key)
            .map(|entry| &*entry.value)
    }

    /// The value that counts: the last.
    pub(crate) fn get<'a>(&'a self, section: &'a str, key: &'a str) -> Option<&'a str> {
        self.all(section, key).last()
    }

    pub(crate) fn section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.0.iter().filter(move |entry| entry.section == section)
    }

    /// A unit's `Environment=` lines as variables.
    pub(crate) fn environment(&self) -> BTreeMap<String, String> {
        self.all("Service", "Environment")
            .flat_map(words)
            .filter_map(|word| {
                word.split_once('=')
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
            })
            .collect()
    }
}

/// Splits at blanks outside of double quotes, and takes the quotes away.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' | '\t' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("it starts with one").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::Sections;

    #[test]
    fn keys_repeat_lines_continue_and_quotes_keep_blanks() {
        let unit = Sections::parse(
            "[Unit]\n# no\nAfter=a b\n[Service]\nEnvironment=\"A=1 2\" B=3\nEnvironment=C=4\n\
             ExecStart=/bin/x \\\n  -q y\n",
        );
        assert_eq!(unit.get("Unit", "After"), Some("a b"));
        assert_eq!(unit.get("Service", "ExecStart"), Some("/bin/x    -q y"));
        let environment: Vec<_> = unit.environment().into_iter().collect();
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(environment, [pair("A", "1 2"), pair("B", "3"), pair("C", "4")]);
    }
}
