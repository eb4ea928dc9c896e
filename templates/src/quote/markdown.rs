//! Text in a paragraph or a table's cell of Markdown.

/// Every letter for itself, so that text in pieces is as safe as in one.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in super::on_one_line(text).chars() {
        if r"\`*[]<>|#".contains(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}
