//! [`Witness`]: what shows that a change breaks a client.

use std::fmt;

use serde_json::Value;

/// How much of a witness is shown.
const SHOWN: usize = 400;

/// A request that the old contract allows and the new one refuses, or an answer that the new service may send and the old
/// contract forbids.
///
/// [`Changes`](super::Changes) has an example.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Witness {
    /// The body of a request or of an answer. The `jsonschema` crate says that it is valid under one schema, and not
    /// under the other.
    Body {
        /// The whole body.
        value: Value,
        /// The offending place in it, as a JSON pointer. A member that is missing is named as if it were there.
        at: String,
    },
    /// A parameter of a request.
    Parameter {
        /// Where it is: `path`, `query`, `header` or `cookie`.
        place: String,
        /// Its name.
        name: String,
        /// Its value, or `None` if it is left out.
        value: Option<Value>,
    },
    /// A request, by what matters of it: a method and a path, with a header or a credential if that is what matters.
    Request(String),
    /// A header of an answer.
    Header {
        /// Its name.
        name: String,
        /// Its value, or `None` if it is missing.
        value: Option<Value>,
    },
    /// The status of an answer.
    Status(u16),
    /// The media type of an answer's body; empty if there is no body.
    MediaType(String),
}

impl fmt::Display for Witness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body { value, at } => {
                formatter.write_str(&shown(value))?;
                match at.as_str() {
                    "" => Ok(()),
                    at => write!(formatter, "  <- {at}"),
                }
            }
            Self::Parameter { place, name, value } => match value {
                Some(value) => write!(formatter, "{place} {name}={}", text(value)),
                None => write!(formatter, "a request without {place} {name}"),
            },
            Self::Request(request) => formatter.write_str(request),
            Self::Header { name, value } => match value {
                Some(value) => write!(formatter, "{name}: {}", text(value)),
                None => write!(formatter, "an answer without {name}"),
            },
            Self::Status(status) => write!(formatter, "an answer with status {status}"),
            Self::MediaType(name) if name.is_empty() => {
                formatter.write_str("an answer without a body")
            }
            Self::MediaType(name) => write!(formatter, "an answer with Content-Type: {name}"),
        }
    }
}

/// A value as a text, where it is sent as one.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => cut(text.clone()),
        other => shown(other),
    }
}

fn shown(value: &Value) -> String {
    cut(value.to_string())
}

fn cut(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text,
        Some((at, _)) => format!("{}.. ({} bytes)", &text[..at], text.len()),
    }
}
