//! What stands in a document: how much of it there is, which parts can be schemas, and where each is.

use std::collections::HashMap;

use response_core::schema::pointer::escaped;
use serde_json::{Map, Value, json};

use super::document::address;

/// How deep the members of a document may be nested. `serde_json` reads no deeper text, either.
const DEEPEST: usize = 128;

/// How many values a document may have.
const MOST_VALUES: usize = 2_000_000;

pub(super) fn bounded(value: &Value, depth: usize, count: &mut usize) -> Result<(), &'static str> {
    *count += 1;
    if *count > MOST_VALUES {
        return Err("it has more than two million values");
    }
    if depth > DEEPEST {
        return Err("its values are nested more than 128 deep");
    }
    match value {
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| bounded(item, depth + 1, count)),
        Value::Object(members) => members
            .iter()
            .try_for_each(|(_, member)| bounded(member, depth + 1, count)),
        _ => Ok(()),
    }
}

/// Marks a schema that stands for what a text holds.
pub(super) const HELD: &str = "x-compat-held";

/// Whether a schema of a text says nothing of it but which JSON it holds.
fn only_holds(members: &Map<String, Value>) -> bool {
    let is_json = |value: &Value| value == "application/json";
    members.get("type").is_some_and(|ty| ty == "string")
        && members
            .iter()
            .all(|(keyword, value)| match keyword.as_str() {
                "type" | "contentSchema" | "default" | "deprecated" | "description" | "title"
                | "example" | "examples" => true,
                "contentMediaType" => is_json(value),
                _ => false,
            })
}

/// Replaces the schema of a text that holds JSON, such as the data of an event, by that of what it holds.
pub(super) fn read_content(value: &mut Value, are_names: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| read_content(item, false)),
        Value::Object(members) => {
            if !are_names
                && only_holds(members)
                && let Some(content) = members.get("contentSchema").cloned()
            {
                members.remove("type");
                members.remove("contentMediaType");
                members.insert(HELD.to_owned(), true.into());
                members.insert("allOf".to_owned(), json!([content]));
            }
            for (name, member) in members.iter_mut() {
                if are_names || !is_literal(name) {
                    read_content(member, !are_names && holds_names(name));
                }
            }
        }
        _ => {}
    }
}

/// Whether a keyword has a value that is data, not part of the document.
fn is_literal(keyword: &str) -> bool {
    matches!(
        keyword,
        "example" | "examples" | "default" | "const" | "enum"
    ) || keyword.starts_with("x-")
}

/// Whether the members of a keyword's value have names that are not keywords.
fn holds_names(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties"
            | "patternProperties"
            | "$defs"
            | "dependentSchemas"
            | "schemas"
            | "responses"
            | "headers"
            | "content"
            | "paths"
            | "webhooks"
            | "callbacks"
            | "links"
            | "requestBodies"
            | "securitySchemes"
            | "pathItems"
            | "encoding"
            | "variables"
    )
}

/// Visits every object that can be a schema or a reference.
pub(super) fn schemas<'d>(value: &'d Value, are_names: bool, visit: &mut impl FnMut(&'d Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| schemas(item, false, visit)),
        Value::Object(members) => {
            if !are_names {
                visit(value);
            }
            for (name, member) in members {
                if are_names || !is_literal(name) {
                    schemas(member, !are_names && holds_names(name), visit);
                }
            }
        }
        _ => {}
    }
}

pub(super) fn places(root: &Value) -> HashMap<usize, (usize, String)> {
    fn add(value: &Value, places: &mut HashMap<usize, (usize, String)>) {
        let own = address(value);
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    places.insert(address(member), (own, escaped(name)));
                    add(member, places);
                }
                // What stands in a text that holds JSON is shown where the document has it.
                if members.contains_key(HELD)
                    && let Some(read) = members.get("allOf").and_then(|parts| parts.get(0))
                {
                    places.insert(address(read), (own, "contentSchema".to_owned()));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    places.insert(address(item), (own, index.to_string()));
                    add(item, places);
                }
            }
            _ => {}
        }
    }
    let mut all = HashMap::new();
    add(root, &mut all);
    all
}
