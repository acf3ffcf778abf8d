//! [`Document`]: an OpenAPI document, read with bounds, and the references in it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fmt;

use percent_encoding::percent_decode_str;
use response_core::schema::pointer::escaped;
use serde_json::Value;

use super::nested::{bounded, places, read_content, schemas};

/// How many references and combined schemas are followed before a value is reached.
const LONGEST_CHAIN: usize = 128;

/// Why two documents cannot be compared: what is wrong with one of them, and where.
///
/// ```
/// use serde_json::json;
/// use steadfast::compat::Changes;
///
/// let new = json!({ "openapi": "3.1.0", "paths": {} });
/// let error = Changes::between(&json!({ "swagger": "2.0" }), &new).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the old document, at `/swagger`: Swagger 2.0 is not read, only OpenAPI 3.1 and 3.2",
/// );
/// ```
///
/// ```
/// use serde_json::json;
/// use steadfast::compat::Changes;
///
/// let old = json!({ "openapi": "3.1.0", "paths": {} });
/// let error = Changes::between(&old, &json!({ "openapi": "2.0" })).unwrap_err();
/// assert!(!error.is_old());
/// println!("{error}, at {:?}", error.pointer());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    is_old: bool,
    pointer: String,
    what: String,
}

impl DocumentError {
    /// The place in the document, as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Whether it is the old document that is at fault.
    #[must_use]
    pub const fn is_old(&self) -> bool {
        self.is_old
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = if self.is_old { "old" } else { "new" };
        write!(formatter, "the {which} document")?;
        if !self.pointer.is_empty() {
            write!(formatter, ", at `{}`", self.pointer)?;
        }
        write!(formatter, ": {}", self.what)
    }
}

impl std::error::Error for DocumentError {}

/// A document that can be compared.
pub(super) struct Document {
    pub(super) root: Value,
    pub(super) is_old: bool,
    /// Above each value, by its address: the value that holds it, and its name there.
    places: OnceCell<HashMap<usize, (usize, String)>>,
}

/// What identifies a value of a document.
pub(super) fn address(value: &Value) -> usize {
    std::ptr::from_ref(value) as usize
}

impl Document {
    pub(super) fn read(value: &Value, is_old: bool) -> Result<Self, DocumentError> {
        let fault = |(pointer, what): (String, String)| DocumentError {
            is_old,
            pointer,
            what,
        };
        bounded(value, 0, &mut 0).map_err(|what| fault((String::new(), what.to_owned())))?;
        version(value).map_err(fault)?;
        let mut root = value.clone();
        read_content(&mut root, false);
        let document = Self {
            root,
            is_old,
            places: OnceCell::new(),
        };
        document.outline().map_err(fault)?;
        document.references().map_err(fault)?;
        Ok(document)
    }

    /// The place of a value of the document, as a JSON pointer.
    pub(super) fn pointer(&self, value: &Value) -> Option<String> {
        let places = self.places.get_or_init(|| places(&self.root));
        let root = address(&self.root);
        let mut names = Vec::new();
        let mut at = address(value);
        while at != root {
            let (above, name) = places.get(&at)?;
            names.push(name.as_str());
            at = *above;
        }
        Some(names.iter().rev().map(|name| format!("/{name}")).collect())
    }

    /// What a reference in the document leads to. `None` for one that leads out of it.
    pub(super) fn referred(&self, reference: &str) -> Option<&Value> {
        let fragment = reference.strip_prefix('#')?;
        self.root.pointer(fragment).or_else(|| {
            self.root
                .pointer(&percent_decode_str(fragment).decode_utf8_lossy())
        })
    }

    /// Follows the reference that may be there instead of an object, such as a response.
    pub(super) fn resolved<'d>(&'d self, object: &'d Value) -> &'d Value {
        let mut at = object;
        for _ in 0..LONGEST_CHAIN {
            match at["$ref"].as_str().and_then(|name| self.referred(name)) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// That paths, path items and operations are objects.
    fn outline(&self) -> Result<(), (String, String)> {
        for of in ["paths", "webhooks"] {
            match &self.root[of] {
                Value::Null => {}
                Value::Object(items) => {
                    for (name, item) in items {
                        self.outline_of_item(item).map_err(|(under, what)| {
                            (format!("/{of}/{}{under}", escaped(name)), what)
                        })?;
                    }
                }
                _ => return Err((format!("/{of}"), format!("`{of}` is not an object"))),
            }
        }
        Ok(())
    }

    fn outline_of_item(&self, item: &Value) -> Result<(), (String, String)> {
        let object = |value: &Value, under: String| match value {
            Value::Null | Value::Object(_) => Ok(()),
            _ => Err((under, "is not an object".to_owned())),
        };
        if !item.is_object() {
            return Err((String::new(), "is not an object".to_owned()));
        }
        for (method, operation) in operations(self.resolved(item)) {
            let under = format!("/{method}");
            if !operation.is_object() {
                return Err((under, "is not an object".to_owned()));
            }
            object(&operation["requestBody"], format!("{under}/requestBody"))?;
            object(&operation["responses"], format!("{under}/responses"))?;
            if !matches!(operation["parameters"], Value::Null | Value::Array(_)) {
                return Err((format!("{under}/parameters"), "is not a list".to_owned()));
            }
        }
        Ok(())
    }

    /// That every reference leads somewhere, and that none leads back to itself before a value is reached.
    fn references(&self) -> Result<(), (String, String)> {
        let mut settled = HashSet::new();
        let mut result = Ok(());
        schemas(&self.root, false, &mut |value| {
            if result.is_ok() {
                result = self.leads(value, &mut Vec::new(), &mut settled);
            }
        });
        result
    }

    fn leads(
        &self,
        value: &Value,
        open: &mut Vec<usize>,
        settled: &mut HashSet<usize>,
    ) -> Result<(), (String, String)> {
        let own = address(value);
        if settled.contains(&own) {
            return Ok(());
        }
        let at = || self.pointer(value).unwrap_or_default();
        if open.contains(&own) {
            return Err((
                at(),
                "a cycle of references, without a value in it".to_owned(),
            ));
        }
        if open.len() > LONGEST_CHAIN {
            return Err((at(), "references that lead on and on".to_owned()));
        }
        let Some(keywords) = value.as_object() else {
            return Ok(());
        };
        open.push(own);
        if let Some(name) = keywords.get("$ref").and_then(Value::as_str) {
            match self.referred(name) {
                Some(next) => self.leads(next, open, settled)?,
                None if name.starts_with('#') => {
                    return Err((at(), format!("the reference `{name}` leads nowhere")));
                }
                None => {}
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for part in keywords
                .get(keyword)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                self.leads(part, open, settled)?;
            }
        }
        for keyword in ["not", "if", "then", "else"] {
            if let Some(part) = keywords.get(keyword) {
                self.leads(part, open, settled)?;
            }
        }
        open.pop();
        settled.insert(own);
        Ok(())
    }
}

/// The operations of a path item.
pub(super) fn operations(item: &Value) -> impl Iterator<Item = (&str, &Value)> {
    const METHODS: [&str; 9] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    let others = item["additionalOperations"]
        .as_object()
        .into_iter()
        .flatten();
    METHODS
        .into_iter()
        .filter_map(|method| Some((method, item.get(method)?)))
        .chain(others.map(|(name, operation)| (name.as_str(), operation)))
}

fn version(document: &Value) -> Result<(), (String, String)> {
    if !document.is_object() {
        return Err((
            String::new(),
            "is not an OpenAPI document, but another JSON value".to_owned(),
        ));
    }
    if let Some(version) = document["swagger"].as_str() {
        let what = format!("Swagger {version} is not read, only OpenAPI 3.1 and 3.2");
        return Err(("/swagger".to_owned(), what));
    }
    match document.get("openapi") {
        None => Err((
            String::new(),
            "is not an OpenAPI document: it has no member `openapi`".to_owned(),
        )),
        Some(Value::String(version)) if is_read(version) => Ok(()),
        Some(version) => Err((
            "/openapi".to_owned(),
            format!("OpenAPI {} is not read, only 3.1 and 3.2", text(version)),
        )),
    }
}

fn is_read(version: &str) -> bool {
    let mut numbers = version.split('.');
    numbers.next() == Some("3") && matches!(numbers.next(), Some("1" | "2"))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().take(40).collect(),
        other => other.to_string().chars().take(40).collect(),
    }
}
