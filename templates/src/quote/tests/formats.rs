//! `askama.toml` gives each format its own escaper, whoever writes the template.

use askama::Template;

/// A quote of every kind, a backslash, a variable, a comment, and the end of a line.
const HOSTILE: &str = "a'b\"c\\d$e#f;g\nh";

macro_rules! written_as {
    ($($name:ident($format:literal) = $written:literal;)+) => {$(
        #[test]
        fn $name() {
            #[derive(Template)]
            #[template(source = "{{ text }}", ext = $format)]
            struct Value {
                text: &'static str,
            }
            assert_eq!(Value { text: HOSTILE }.render().unwrap(), $written);
            assert_eq!(Value { text: "plain-1.5" }.render().unwrap().trim_matches(['"', '\'']), "plain-1.5");
        }
    )+};
}

written_as! {
    compose("yml") = r#""a'b\"c\\d$$e#f;g\nh""#;
    elasticsearch("options") = "a'b\"c\\d$e#f;g h";
    env("production") = "'ab\"c\\d$e#f;gh'";
    markdown("md") = r#"a'b"c\\d$e\#f;g h"#;
    nginx("nginx") = r#""a'b\"c\\de#f;gh""#;
    pgbouncer("ini") = "a'b\"c\\d$e#f;g h";
    postgresql("postgresql") = r#"'a''b"c\\d$e#f;gh'"#;
    redis("redis") = r#""a'b\"c\\d$e#f;gh""#;
    shell("sh") = "'a'\\''b\"c\\d$e#f;g\nh'";
    slice("slice") = r#""a'b\"c\\de#f;gh""#;
    sql("sql") = "E'a''b\"c\\\\d$e#f;g\nh'";
    sysctl("sysctl") = "a'b\"c\\d$e#f;g h";
    unit("service") = r#""a'b\"c\\de#f;gh""#;
    userlist("txt") = r#""a'b""c\d$e#f;gh""#;
    yaml("yaml") = r#""a'b\"c\\d$e#f;g\nh""#;
}
