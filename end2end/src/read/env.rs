//! `.env.production`: one `KEY=value` a line, the value bare or in single quotes.
//!
//! The check of the env file compares this with what the real readers say.

use std::collections::BTreeMap;

pub(crate) type Env = BTreeMap<String, String>;

pub(crate) fn parse(text: &str) -> Env {
    text.lines().filter_map(line).collect()
}

fn line(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    let (key, value) = line.split_once('=')?;
    let bare = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    Some((key.to_owned(), bare.unwrap_or(value).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn quotes_are_no_part_of_a_value() {
        let env = parse("# A=1\nB=two words\nC='a $b'\nD=\n");
        assert_eq!(env.len(), 3);
        assert_eq!(env["B"], "two words");
        assert_eq!(env["C"], "a $b");
        assert_eq!(env["D"], "");
    }
}
