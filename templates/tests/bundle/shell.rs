//! A shell script as far as its quotes go.

/// Values that a script has between quotes; inside `$(…)` a command begins anew.
pub(crate) fn in_quotes(script: &str) -> Vec<String> {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with('#'));
    let script = lines.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    // For each command inside another its open quote and its open brackets.
    let mut commands: Vec<(Option<char>, u32)> = vec![(None, 0)];
    let mut rest = script.as_str();
    while let Some(c) = rest.chars().next() {
        let (quote, depth) = commands.last_mut().unwrap();
        let mut taken = c.len_utf8();
        if let Some(inside) = rest.strip_prefix("{{") {
            let value = inside.split("}}").next().unwrap();
            if quote.is_some() {
                found.push(value.trim().to_owned());
            }
            taken = value.len() + 4;
        } else if rest.starts_with("{%") {
            taken = rest.find("%}").unwrap() + 2;
        } else if c == '\\' && *quote != Some('\'') {
            taken += rest[1..].chars().next().map_or(0, char::len_utf8);
        } else if rest.starts_with("$(") && *quote != Some('\'') {
            commands.push((None, 0));
            taken = 2;
        } else {
            match (*quote, c) {
                (None, '\'' | '"') => *quote = Some(c),
                (Some(open), _) if open == c => *quote = None,
                (None, '(') => *depth += 1,
                (None, ')') if *depth > 0 => *depth -= 1,
                (None, ')') if commands.len() > 1 => drop(commands.pop()),
                _ => {}
            }
        }
        rest = &rest[taken..];
    }
    assert_eq!(commands.len(), 1, "an open $( in {script}");
    assert_eq!(commands[0].0, None, "an open quote in {script}");
    found
}

#[test]
fn values_between_quotes_are_found() {
    assert_eq!(
        in_quotes("a {{ b }} 'c {{ d }}' \"$(e {{ f }})\" \"{{ g }}\""),
        ["d", "g"]
    );
    assert_eq!(in_quotes("a \"$(b \"c {{ d }}\" | e)\" {{ f }}"), ["d"]);
    assert_eq!(
        in_quotes("case $a in '' | *) b ;; esac\n# it's\nc {{ d }}"),
        [""; 0]
    );
}
