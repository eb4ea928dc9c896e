//! A word in `docker-compose.yml`, plain or between the template's quotes.

use std::borrow::Cow;

use super::is_word;
use super::yaml::in_quotes;

/// Compose puts variables in for `$`; two of them are one.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "_./".contains(c));
    let is_plain = begins && !text.ends_with(':') && is_word(text, b"_./:@,-");
    if is_plain || text.parse::<i64>().is_ok() {
        text.into()
    } else {
        in_quotes(&text.replace('$', "$$")).into()
    }
}
