//! A string of SQL.

pub(super) fn quoted(text: &str) -> String {
    let text = text.replace('\0', "");
    // A backslash means itself only in strings of the standard; the other kind says so, and doubles it.
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
