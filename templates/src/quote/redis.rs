//! An argument in `redis.conf`.

use std::borrow::Cow;

use super::word_or_quoted;

pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:-", |_| false)
}
