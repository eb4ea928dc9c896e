//! YAML as a tree of text, from the parser's events: no type is guessed, nothing is expanded.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use planner::problem::Problem;

use crate::node::{MAX_DEPTH, Node};
use crate::of_document;

pub fn tree(text: &str) -> Result<Node, Problem> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        text,
    };
    let mut root = None;
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::DocumentStart(..) if root.is_some() => {
                let problem = format!("{}: a second document begins", place(span));
                return Err(of_document(problem, "one document"));
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event => root = Some(reader.node(event, span, 0)?),
        }
    }
    Ok(root.unwrap_or(Node::Null))
}

struct Reader<'text> {
    events: Parser<'text, StrInput<'text>>,
    text: &'text str,
}

impl<'text> Reader<'text> {
    fn next(&mut self) -> Result<Option<(Event<'text>, Span)>, Problem> {
        self.events.next().transpose().map_err(|error| syntax(&error))
    }

    /// The node that begins with this event. Its other events are used up.
    fn node(&mut self, event: Event<'text>, span: Span, depth: usize) -> Result<Node, Problem> {
        match event {
            Event::Scalar(text, style, _, tag) => Ok(tagged(tag.as_deref(), scalar(text.as_ref(), style))),
            Event::SequenceStart(_, _, tag) => Ok(tagged(tag.as_deref(), self.list(depth)?)),
            Event::MappingStart(_, _, tag) => Ok(tagged(tag.as_deref(), self.map(depth)?)),
            _ => Ok(Node::refused(
                span.slice(self.text).unwrap_or_default(),
                "is an alias, which stands for something written elsewhere",
                "the value itself",
            )),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node, Problem> {
        let mut items = Vec::new();
        while let Some((event, span)) = self.next()? {
            if event == Event::SequenceEnd {
                break;
            }
            items.push(self.node(event, span, depth + 1)?);
        }
        Ok(if depth < MAX_DEPTH {
            Node::List(items)
        } else {
            Node::too_deep()
        })
    }

    fn map(&mut self, depth: usize) -> Result<Node, Problem> {
        let mut entries = Vec::new();
        while let Some((event, span)) = self.next()? {
            if event == Event::MappingEnd {
                break;
            }
            let key = self.node(event, span, depth + 1)?;
            let Some((event, value_span)) = self.next()? else {
                break;
            };
            let value = self.node(event, value_span, depth + 1)?;
            entries.push(match key {
                Node::Text(name) => (name, value),
                _ => (
                    place(span),
                    Node::refused("", "is a name that is no text", "the name of a field"),
                ),
            });
        }
        Ok(if depth < MAX_DEPTH {
            Node::Map(entries)
        } else {
            Node::too_deep()
        })
    }
}

/// Plain text that YAML's core schema reads as null, and nothing else, is no text.
fn scalar(text: &str, style: ScalarStyle) -> Node {
    match (style, text) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Node::Null,
        _ => Node::Text(text.to_owned()),
    }
}

fn tagged(tag: Option<&Tag>, node: Node) -> Node {
    match tag {
        None => node,
        Some(tag) => Node::refused(tag.original(), "is a tag", "a value without a tag"),
    }
}

fn syntax(error: &ScanError) -> Problem {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    let message = format!("line {line}, column {column}: not YAML: {}", error.kind());
    of_document(message, "well-formed YAML")
}

fn place(span: Span) -> String {
    format!("line {}, column {}", span.start.line(), span.start.col() + 1)
}
