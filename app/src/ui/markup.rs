//! HTML as data: the server writes it as text, the browser changes what differs.
//!
//! For what follows from signals. A view of Leptos has a type of its own, and each costs kilobytes of WebAssembly;
//! the page has hundreds of elements, and as views they made it three times as heavy.

use std::borrow::Cow;
use std::fmt::Write;

type Text = Cow<'static, str>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(Text),
    /// Whatever the server has written there, which the browser has no need to know.
    AsWritten,
}

/// One pointer, and its methods are compiled once: elements are handed on everywhere, and each move of a larger value is code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    tag: &'static str,
    key: Option<Text>,
    attributes: Vec<(&'static str, Text)>,
    children: Vec<Node>,
}

/// An element without attributes and children.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        key: None,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// An element of a class.
pub fn el_of(tag: &'static str, class: &'static str) -> Element {
    el(tag).attr("class", class)
}

impl Element {
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.with_attribute(name, value.into())
    }

    /// The attribute only where there is a value.
    #[must_use]
    pub fn attr_if(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    #[must_use]
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.with_text(text.into())
    }

    #[inline(never)]
    #[must_use]
    pub fn with(mut self, child: Self) -> Self {
        self.0.children.push(Node::Element(child));
        self
    }

    #[must_use]
    pub fn with_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        // A loop is less code than `extend`, and this is called everywhere.
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// Its content is what the server wrote, and stays until there is another.
    #[must_use]
    pub fn as_written(mut self) -> Self {
        self.0.children = vec![Node::AsWritten];
        self
    }

    /// Tells elements of one kind apart where they stand side by side and come and go: the row of this name, not
    /// the third row.
    #[must_use]
    pub fn key(mut self, key: impl Into<Text>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Text) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_text(mut self, text: Text) -> Self {
        match self.0.children.last_mut() {
            _ if text.is_empty() => {}
            // A browser reads two texts side by side as one.
            Some(Node::Text(before)) => before.to_mut().push_str(&text),
            _ => self.0.children.push(Node::Text(text)),
        }
        self
    }

    pub(super) fn attributes(&self) -> &[(&'static str, Text)] {
        &self.0.attributes
    }

    pub(super) fn children(&self) -> &[Node] {
        &self.0.children
    }

    /// What makes it the same element when the page changes around it.
    pub(super) fn identity(&self) -> (&str, Option<&str>, Option<&str>, Option<&str>) {
        let attribute = |wanted| {
            let found = self.0.attributes.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.as_ref())
        };
        (
            self.0.tag,
            attribute("class"),
            attribute("id"),
            self.0.key.as_deref(),
        )
    }

    fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.0.tag);
        for (name, value) in &self.0.attributes {
            // Writing to a String cannot fail.
            let _ = write!(html, " {name}=\"{}\"", Escaped(value));
        }
        html.push('>');
        if is_void(self.0.tag) {
            return;
        }
        // A browser drops the first line break in this element.
        if self.0.tag == "pre" {
            html.push('\n');
        }
        write_all(&self.0.children, html);
        let _ = write!(html, "</{}>", self.0.tag);
    }
}

fn is_void(tag: &str) -> bool {
    matches!(tag, "input" | "br" | "hr")
}

/// Nodes side by side, as HTML.
pub fn written(nodes: &[Node]) -> String {
    let mut html = String::new();
    write_all(nodes, &mut html);
    html
}

fn write_all(nodes: &[Node], html: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => element.write(html),
            Node::Text(text) => {
                let _ = write!(html, "{}", Escaped(text));
            }
            Node::AsWritten => {}
        }
    }
}

/// Text that cannot become markup.
struct Escaped<'text>(&'text str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

impl std::fmt::Display for Element {
    /// As HTML.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut html = String::new();
        self.write(&mut html);
        f.write_str(&html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let html = el("p").attr("title", "\"><b>").text("a <b> & \"c\"").to_string();
        assert_eq!(
            html,
            "<p title=\"&quot;&gt;&lt;b&gt;\">a &lt;b&gt; &amp; &quot;c&quot;</p>"
        );
    }

    #[test]
    fn texts_side_by_side_are_one() {
        let paragraph = el("p").text("a").text("").text("b");
        assert_eq!(paragraph.children(), [Node::Text("ab".into())]);
    }

    #[test]
    fn an_attribute_may_be_absent() {
        assert_eq!(
            el("a")
                .attr_if("href", None::<String>)
                .attr_if("id", Some("x"))
                .to_string(),
            "<a id=\"x\"></a>"
        );
    }

    #[test]
    fn the_first_line_break_of_a_text_is_kept() {
        assert_eq!(el("pre").text("\na").to_string(), "<pre>\n\na</pre>");
    }

    #[test]
    fn elements_without_content_have_no_end() {
        assert_eq!(el("input").attr("name", "x").to_string(), "<input name=\"x\">");
    }
}
