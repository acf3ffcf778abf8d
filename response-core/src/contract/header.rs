//! A header of an answer, for the document.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use http::header::{PROXY_AUTHENTICATE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue};
use serde_json::Value;

/// A header of an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Header {
    /// The name, in the usual writing: `Location`.
    pub name: &'static str,
    /// What it says.
    pub description: String,
    /// Whether every answer carries it.
    pub required: bool,
    /// The JSON Schema of its value.
    pub schema: Value,
}

impl Header {
    /// A header that every answer carries and whose value is any string.
    #[must_use]
    pub fn string(name: &'static str, description: impl Into<String>) -> Self {
        Self {
            name,
            description: description.into(),
            required: true,
            schema: serde_json::json!({ "type": "string" }),
        }
    }

    /// A header that not every answer carries.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// A header whose value has this schema.
    #[must_use]
    pub fn schema(mut self, schema: Value) -> Self {
        self.schema = schema;
        self
    }

    /// A header of a problem, of which only the value is known that it has there.
    pub(crate) fn occurring(name: &HeaderName, value: &HeaderValue) -> Self {
        let mut header = Self::string(usual(name), meaning(name.as_str()));
        // A challenge belongs to the kind of the problem, whoever is asked; any other value may be of this occurrence.
        if *name == WWW_AUTHENTICATE || *name == PROXY_AUTHENTICATE {
            let value = String::from_utf8_lossy(value.as_bytes());
            header.schema = serde_json::json!({ "type": "string", "const": value });
        }
        header
    }
}

/// The name in the usual writing: `X-Name`. It is kept for good, as a document needs it: a program has few names.
fn usual(name: &HeaderName) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let usual = match name.as_str() {
        "etag" => "ETag".to_owned(),
        "www-authenticate" => "WWW-Authenticate".to_owned(),
        other => {
            let words = other.split('-').map(|word| {
                let (first, rest) = word.split_at(word.len().min(1));
                first.to_ascii_uppercase() + rest
            });
            words.collect::<Vec<_>>().join("-")
        }
    };
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(usual.as_str()) {
        return known;
    }
    let kept: &'static str = usual.leak();
    names.insert(kept);
    kept
}

/// What a header that errors are known to carry says.
pub(crate) fn meaning(name: &str) -> &'static str {
    const MEANINGS: &[(&str, &str)] = &[
        ("allow", "The methods that the resource supports"),
        ("content-range", "The length of the whole representation"),
        ("proxy-authenticate", "How to authenticate to the proxy"),
        ("retry-after", "After how many seconds to try again"),
        ("upgrade", "The protocols that the server supports"),
        ("www-authenticate", "How to authenticate"),
    ];
    MEANINGS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or("Sent with this error", |(_, meaning)| meaning)
}
