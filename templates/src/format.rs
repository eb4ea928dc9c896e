//! Formats of files, as far as somebody needs to know them who is not their reader.

/// What is the same for every file in a format. How its values are quoted is in `askama.toml`.
#[derive(Debug)]
pub struct Format {
    /// What a line of comment begins with; in some formats there is more than one way, in some none.
    pub comment_marks: &'static [&'static str],
    /// Marks that look like those of a template and are the format's own, such as `{{` in Prometheus' rules.
    pub own_braces: &'static [&'static str],
}

pub(crate) static COMPOSE: Format = Format::with_comments(&["#"]);
pub(crate) static ENV: Format = Format::with_comments(&["#"]);
pub(crate) static GITIGNORE: Format = Format::with_comments(&["#"]);
pub(crate) static INI: Format = Format::with_comments(&[";", "#"]);
pub(crate) static JAVA_OPTIONS: Format = Format::with_comments(&["#"]);
pub(crate) static MARKDOWN: Format = Format::with_comments(&[]);
pub(crate) static NGINX: Format = Format::with_comments(&["#"]);
pub(crate) static POSTGRESQL: Format = Format::with_comments(&["#"]);
pub(crate) static REDIS: Format = Format::with_comments(&["#"]);
pub(crate) static SHELL: Format = Format::with_comments(&["#"]);
pub(crate) static SQL: Format = Format::with_comments(&["--"]);
pub(crate) static SYSCTL: Format = Format::with_comments(&["#", ";"]);
pub(crate) static UNIT: Format = Format::with_comments(&["#", ";"]);
pub(crate) static USERLIST: Format = Format::with_comments(&[";"]);
pub(crate) static YAML: Format = Format::with_comments(&["#"]);

impl Format {
    const fn with_comments(comment_marks: &'static [&'static str]) -> Self {
        Self {
            comment_marks,
            own_braces: &[],
        }
    }
}
