//! [`Header`]: a response header, for the document.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use http::header::{PROXY_AUTHENTICATE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue};
use serde_json::Value;

/// A response header.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Header {
    /// The name, in its usual spelling: `Location`.
    pub name: &'static str,
    /// What the header means.
    pub description: String,
    /// Whether every response has it.
    pub required: bool,
    /// The JSON Schema of the value.
    pub schema: Value,
}

impl Header {
    /// A header that every response has, and whose value can be any string.
    #[must_use]
    pub fn string(name: &'static str, description: impl Into<String>) -> Self {
        Self {
            name,
            description: description.into(),
            required: true,
            schema: serde_json::json!({ "type": "string" }),
        }
    }

    /// Marks the header as not present in every response.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Sets the JSON Schema of the value.
    #[must_use]
    pub fn schema(mut self, schema: Value) -> Self {
        self.schema = schema;
        self
    }

    /// A header of a problem, known only by the value that it has there.
    pub(crate) fn occurring(name: &HeaderName, value: &HeaderValue) -> Self {
        let mut header = Self::string(usual(name), meaning(name.as_str()));
        // A challenge is the same for every problem of this kind; any other value may belong to this occurrence.
        if *name == WWW_AUTHENTICATE || *name == PROXY_AUTHENTICATE {
            let value = String::from_utf8_lossy(value.as_bytes());
            header.schema = serde_json::json!({ "type": "string", "const": value });
        }
        header
    }
}

/// The name in its usual spelling: `X-Name`. The string is leaked, since the document needs it for the whole run and a
/// program has few names.
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

/// What a header that errors are known to have means.
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
