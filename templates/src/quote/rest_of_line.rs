//! A value of a format that knows no quotes: PgBouncer's settings, sysctl, options of a Java machine.

use std::borrow::Cow;

/// It may be anything that stays on its line.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    super::on_one_line(text)
}
