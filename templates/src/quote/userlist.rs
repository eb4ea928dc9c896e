//! A field of PgBouncer's `userlist.txt`.

/// Always in quotes; a quote inside is doubled.
pub(super) fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('"', "\"\""))
}
