//! Files of one setting a line: `redis.conf`, PostgreSQL's `conf.d`, `sysctl.d`.

/// Lines of `redis.conf`: the directive and its arguments, quotes removed.
pub(crate) fn directives(text: &str) -> Vec<(String, String)> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (key, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            (key.to_lowercase(), value.trim().trim_matches('"').to_owned())
        })
        .collect()
}

/// Lines of the form `name = value`, with comments after the value removed.
pub(crate) fn assignments(text: &str) -> Vec<(String, String)> {
    text.lines()
        .map(without_comment)
        .filter_map(|line| line.split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().trim_matches('\'').to_owned()))
        .collect()
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '#' if !quoted => return &line[..at],
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{assignments, directives};

    #[test]
    fn comments_and_quotes_are_no_part_of_a_value() {
        let pairs = assignments("# a = 1\nb = '2 # x' # why\n\nc=3\n");
        assert_eq!(pairs, [("b".into(), "2 # x".into()), ("c".into(), "3".into())]);
        let pairs = directives("# port 1\nsave \"\"\nmaxmemory 64mb\n");
        assert_eq!(
            pairs,
            [
                ("save".into(), String::new()),
                ("maxmemory".into(), "64mb".into())
            ]
        );
    }
}
