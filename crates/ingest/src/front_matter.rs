//! The YAML between the two lines `---` at the top of a curated example, with the line of
//! everything in it.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

/// Front matter nests two deep; what nests deeper than this was made to exhaust the stack.
const MAX_DEPTH: usize = 8;

/// Front matter holds a page of text at most.
const MAX_BYTES: usize = 64 * 1024;

/// A value and the line of the file on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) line: u32,
    pub(crate) value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `null` or `~`, not in quotes.
    Null,
    /// Any other single value, as it is written.
    Scalar(String),
    List(Vec<Node>),
    /// Keys and values in order; a key can be there twice.
    Mapping(Vec<(Node, Node)>),
}

impl Value {
    /// What the value is, for messages.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "a single value",
            Self::List(_) => "a list",
            Self::Mapping(_) => "a group of fields",
        }
    }
}

/// Why front matter cannot be read, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: u32,
    pub(crate) message: String,
}

/// A file with front matter, cut in two.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) front_matter: &'a str,
    pub(crate) body: &'a str,
}

/// Why a file cannot be cut in front matter and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The first line is not `---`.
    Opening,
    /// No later line is `---`.
    Closing,
}

/// Cuts a file at its lines `---`.
///
/// # Errors
/// [`Missing`] tells which of the two lines is not there.
pub(crate) fn split(text: &str) -> Result<Parts<'_>, Missing> {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let first = lines
        .next()
        .filter(|line| is_mark(line))
        .ok_or(Missing::Opening)?;
    let mut end = first.len();
    for line in lines {
        if is_mark(line) {
            return Ok(Parts {
                front_matter: &text[first.len()..end],
                body: &text[end + line.len()..],
            });
        }
        end += line.len();
    }
    Err(Missing::Closing)
}

/// Reads front matter. Lines are counted from the top of the file, whose first line is `---`.
///
/// # Errors
/// [`Fault`] for what is no YAML, for more than one document, for anchors and aliases, and for
/// what is too long or nests too deep.
pub(crate) fn parse(text: &str) -> Result<Node, Fault> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "front matter has {} bytes; at most {MAX_BYTES} are read",
            text.len()
        );
        return Err(Fault { line: 1, message });
    }
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| syntax(&error))?;
        builder.take(event, line(span)).map_err(|message| Fault {
            line: line(span),
            message: message.to_owned(),
        })?;
    }
    Ok(builder.root.unwrap_or(Node {
        line: 1,
        value: Value::Null,
    }))
}

/// The line of the file: the parser counts from the line after `---`.
fn line(span: Span) -> u32 {
    u32::try_from(span.start.line() + 1).unwrap_or(u32::MAX)
}

fn syntax(error: &ScanError) -> Fault {
    Fault {
        line: u32::try_from(error.marker().line() + 1).unwrap_or(u32::MAX),
        message: format!("no YAML: {}", error.info()),
    }
}

/// Puts the parser's events together to one value.
#[derive(Debug, Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    documents: usize,
}

/// A list or a mapping whose end has not come.
#[derive(Debug)]
struct Open {
    line: u32,
    is_mapping: bool,
    /// Of a mapping: keys and values by turns.
    nodes: Vec<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), &'static str> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err("front matter holds more than one YAML document");
                }
            }
            Event::Alias(_) => return Err("aliases (`*name`) are not read; write the value out"),
            Event::Scalar(text, style, _, _) => {
                let value = scalar(text, style);
                self.put(Node { line, value });
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() == MAX_DEPTH {
                    return Err("front matter nests too deep");
                }
                self.open.push(Open {
                    line,
                    is_mapping: matches!(event, Event::MappingStart(..)),
                    nodes: Vec::new(),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let line = open.line;
                    let value = if open.is_mapping {
                        Value::Mapping(pairs(open.nodes))
                    } else {
                        Value::List(open.nodes)
                    };
                    self.put(Node { line, value });
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.root = Some(node),
        }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    let is_null =
        style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
    if is_null {
        Value::Null
    } else {
        Value::Scalar(text.into_owned())
    }
}

fn pairs(nodes: Vec<Node>) -> Vec<(Node, Node)> {
    let mut pairs = Vec::with_capacity(nodes.len() / 2);
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        pairs.push((key, value));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_at_its_two_marks() {
        let parts = split("---\na: 1\n---\n\nText\n---\n").unwrap();
        assert_eq!(parts.front_matter, "a: 1\n");
        assert_eq!(parts.body, "\nText\n---\n");
        assert_eq!(
            split("---\r\na: 1\r\n---").unwrap().front_matter,
            "a: 1\r\n"
        );
        assert_eq!(split("a: 1\n"), Err(Missing::Opening));
        assert_eq!(split(""), Err(Missing::Opening));
        assert_eq!(split("---\na: 1\n"), Err(Missing::Closing));
    }

    #[test]
    fn every_value_knows_its_line_and_repeated_keys_stay() {
        let Value::Mapping(fields) = parse("a: 1\nb:\n  - x\n  - ~\na: \"null\"\n")
            .unwrap()
            .value
        else {
            panic!("no mapping");
        };
        let lines: Vec<(u32, u32)> = fields
            .iter()
            .map(|(key, value)| (key.line, value.line))
            .collect();
        assert_eq!(lines, [(2, 2), (3, 4), (6, 6)]);
        assert_eq!(fields[2].1.value, Value::Scalar("null".to_owned()));
        let Value::List(items) = &fields[1].1.value else {
            panic!("no list");
        };
        assert_eq!(items[1].value, Value::Null);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        for (text, line, message) in [
            ("a: [1\nb: 2\n", 3, "no YAML: "),
            (
                "a: 1\n--- \nb: 2\n",
                3,
                "front matter holds more than one YAML document",
            ),
            (
                "a: &x 1\nb: *x\n",
                3,
                "aliases (`*name`) are not read; write the value out",
            ),
            (
                "a: [[[[[[[[[[1]]]]]]]]]]\n",
                2,
                "front matter nests too deep",
            ),
        ] {
            let fault = parse(text).unwrap_err();
            assert!(fault.message.starts_with(message), "{}", fault.message);
            assert_eq!(fault.line, line, "{}", fault.message);
        }
        assert!(
            parse(&"a".repeat(MAX_BYTES + 1))
                .unwrap_err()
                .message
                .contains("at most")
        );
        assert_eq!(parse("").unwrap().value, Value::Null);
    }
}
