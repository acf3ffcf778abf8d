//! [`Fault`]: one fault of a request.

pub(super) mod bound;
mod reading;

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use reading::Reading;

/// One fault of a request, in FastAPI's form: `{"loc": ["body", "items", 2, "price"], "msg": .., "type": ..}`.
///
/// A fault of a value beyond a limit has the limit as data, for a front end that words it itself:
/// `{.., "msg": "must be at least 18", "type": "greater_than_equal", "limit": 18}`.
///
/// It never contains a value from the request, which may be a password, since responses are logged. It may contain a key
/// that the client chose; a [`Problem`](crate::Problem) repeats no more than 128 bytes of one, and is bounded as a whole.
///
/// ```
/// use steadfast::problem::{Fault, Loc};
///
/// let fault = Fault::new([Loc::from("body"), Loc::from(2), Loc::from("price")], "field required", "missing");
/// assert_eq!(fault.to_string(), "body.2.price: field required");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The location of the fault: the part of the request, and the path within it.
    pub loc: Vec<Loc>,
    /// What is wrong, for people.
    pub msg: Cow<'static, str>,
    /// What is wrong, for programs; `type` on the wire.
    pub kind: &'static str,
    /// The limit that the value is beyond, as data: a number, or the pattern or the format that a text does not have.
    pub limit: Option<Box<Value>>,
}

/// A step in the location of a [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Loc {
    /// A part of the request, a parameter or a field.
    Key(Cow<'static, str>),
    /// An item of a list.
    Index(usize),
}

impl Fault {
    /// A fault at this location.
    pub fn new(
        loc: impl IntoIterator<Item = impl Into<Loc>>,
        msg: impl Into<Cow<'static, str>>,
        kind: &'static str,
    ) -> Self {
        Self {
            loc: loc.into_iter().map(Into::into).collect(),
            msg: msg.into(),
            kind,
            limit: None,
        }
    }

    /// Sets the limit that the value is beyond.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Value>) -> Self {
        self.limit = Some(Box::new(limit.into()));
        self
    }

    /// The fault for a deserializer's error about the value at `loc`.
    ///
    /// Deserializers name what they have found (`invalid type: string "hunter2", expected u64`). Only what they
    /// expected is kept; any message that is not serde's own becomes `invalid value`, since it may contain anything.
    pub fn from_deserializer(loc: Vec<Loc>, error: &impl fmt::Display) -> Self {
        let Reading { msg, kind, missing } = Reading::of(&error.to_string());
        let mut fault = Self::new(loc, msg, kind);
        fault.loc.extend(missing.map(Loc::from));
        fault
    }

    /// The fault for a value that is not what a deserializer expected: one of the kinds `invalid_type`, `invalid_value` and
    /// `invalid_length`.
    #[doc(hidden)]
    #[must_use]
    pub fn unlike(loc: Vec<Loc>, expected: &str, kind: &'static str) -> Self {
        let Reading { msg, kind, .. } = Reading::of_expected(expected, kind);
        Self::new(loc, msg, kind)
    }

    /// Whether the deserializer's message was not serde's own, so that nothing of it is told.
    #[doc(hidden)]
    #[must_use]
    pub fn tells_nothing(&self) -> bool {
        self.msg == reading::NOT_KNOWN
    }

    /// The JSON Schema of a fault, for the document.
    #[must_use]
    pub fn schema() -> Value {
        json!({
            "type": "object",
            "required": ["loc", "msg", "type"],
            "properties": {
                "loc": {
                    "type": "array",
                    "items": { "anyOf": [{ "type": "string" }, { "type": "integer", "minimum": 0 }] },
                    "description": "Where the fault is: the part of the request, and the path within it"
                },
                "msg": { "type": "string", "description": "What is wrong, for people" },
                "type": { "type": "string", "description": "What is wrong, for programs" },
                "limit": {
                    "anyOf": [{ "type": "number" }, { "type": "string" }],
                    "description": "The limit that the value is beyond"
                }
            }
        })
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("loc", &self.loc)?;
        map.serialize_entry("msg", &self.msg)?;
        map.serialize_entry("type", self.kind)?;
        if let Some(limit) = &self.limit {
            map.serialize_entry("limit", limit)?;
        }
        map.end()
    }
}

impl Serialize for Loc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Key(key) => serializer.serialize_str(key),
            Self::Index(index) => serializer.serialize_u64(*index as u64),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, loc) in self.loc.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            write!(formatter, "{loc}")?;
        }
        write!(formatter, ": {}", self.msg)
    }
}

impl fmt::Display for Loc {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => formatter.write_str(key),
            Self::Index(index) => write!(formatter, "{index}"),
        }
    }
}

impl From<&'static str> for Loc {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Loc {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Loc {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_fastapis_form() {
        let fault = Fault::new(
            [Loc::from("body"), Loc::from(2)],
            "field required",
            "missing",
        );
        assert_eq!(
            serde_json::to_string(&fault).unwrap(),
            r#"{"loc":["body",2],"msg":"field required","type":"missing"}"#
        );
    }
}
