//! Validating values against the schemas of a document. Schemas are closed: a field that a schema does not name is a
//! fault.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::extract::compiled;

/// Returns the validator of a schema.
pub(super) fn validator(document: &Value, schema: &Value) -> Result<jsonschema::Validator, String> {
    compiled(&closed(document, schema)).map_err(|error| format!("the schema is not valid: {error}"))
}

/// How many references are followed: they may go in a circle.
const LONGEST_WAY: usize = 64;

/// Follows a reference, and that to which it leads.
pub(super) fn resolved<'d>(document: &'d Value, object: &'d Value) -> &'d Value {
    let mut found = object;
    for _ in 0..LONGEST_WAY {
        let fragment = found["$ref"]
            .as_str()
            .and_then(|target| target.strip_prefix('#'));
        let there = fragment.and_then(|fragment| {
            document.pointer(&percent_decode_str(fragment).decode_utf8_lossy())
        });
        match there {
            Some(there) => found = there,
            None => break,
        }
    }
    found
}

/// The schema, closed: a field that it does not name is a fault.
fn closed(document: &Value, schema: &Value) -> Value {
    let mut components = document["components"].clone();
    for (_, component) in components["schemas"].as_object_mut().into_iter().flatten() {
        close_parts(component);
    }
    let mut root = schema.clone();
    close(&mut root);
    json!({ "allOf": [root], "components": components })
}

/// Closes schemas that describe a whole value. The branches of an `allOf` describe parts of one, and are not closed.
fn close(schema: &mut Value) {
    close_parts(schema);
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    let names_fields = ["$ref", "properties", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if names_fields && !says_what_else(schema) {
        schema.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
    }
}

fn close_parts(schema: &mut Value) {
    if *schema == Value::Bool(true) {
        *schema = json!({});
    }
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    for keyword in ["properties", "patternProperties"] {
        for (_, property) in schema
            .get_mut(keyword)
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            close(property);
        }
    }
    for keyword in ["items", "additionalProperties"] {
        if let Some(each) = schema.get_mut(keyword).filter(|each| each.is_object()) {
            close(each);
        }
    }
    for item in list(schema, "prefixItems") {
        close(item);
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for branch in list(schema, keyword) {
            close_parts(branch);
        }
    }
    // An object without declared properties may have any, and so may a value of which nothing is said but what it means.
    let is_free = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "object"),
        Some(name) => name == "object",
        None => schema.keys().all(|keyword| says_nothing(keyword)),
    } && !schema.contains_key("properties");
    let combines = ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_free && !combines && !says_what_else(schema) {
        schema.insert("additionalProperties".to_owned(), Value::Bool(true));
    }
}

/// Whether the keyword only describes (JSON Schema Validation 2020-12 section 9).
fn says_nothing(keyword: &str) -> bool {
    const DESCRIBE: [&str; 9] = [
        "$comment",
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "readOnly",
        "title",
        "writeOnly",
    ];
    DESCRIBE.contains(&keyword) || keyword.starts_with("x-")
}

fn says_what_else(schema: &Map<String, Value>) -> bool {
    schema.contains_key("additionalProperties") || schema.contains_key("unevaluatedProperties")
}

fn list<'s>(
    schema: &'s mut Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = &'s mut Value> {
    schema
        .get_mut(keyword)
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
}

pub(super) fn entries(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(schema: &Value, value: &Value) -> bool {
        let document = json!({ "components": { "schemas": {
            "Named": { "type": "object", "properties": { "name": { "type": "string" } } },
            "Free": { "type": "object" },
            "Any": { "description": "Anything.", "deprecated": true },
        } } });
        jsonschema::draft202012::new(&closed(&document, schema))
            .unwrap()
            .is_valid(value)
    }

    #[test]
    fn a_part_of_an_object_does_not_close_the_whole() {
        let schema = json!({
            "allOf": [{ "$ref": "#/components/schemas/Named" }],
            "properties": { "id": { "type": "integer" } },
        });
        assert!(accepts(&schema, &json!({ "id": 1, "name": "Ada" })));
        assert!(!accepts(&schema, &json!({ "id": 1, "age": 2 })));
    }

    #[test]
    fn every_item_and_every_value_of_a_map_is_closed() {
        let named = json!({ "$ref": "#/components/schemas/Named" });
        let lists = json!({ "type": "array", "items": named });
        assert!(accepts(&lists, &json!([{ "name": "Ada" }])));
        assert!(!accepts(&lists, &json!([{ "age": 2 }])));
        let map = json!({ "type": "object", "additionalProperties": named });
        assert!(accepts(&map, &json!({ "a": { "name": "Ada" } })));
        assert!(!accepts(&map, &json!({ "a": { "age": 2 } })));
    }

    #[test]
    fn an_object_of_which_nothing_is_said_stays_open() {
        let free = json!({ "$ref": "#/components/schemas/Free" });
        assert!(accepts(&free, &json!({ "a": 1 })));
        let maybe = json!({ "anyOf": [free, { "type": "null" }] });
        assert!(accepts(&maybe, &json!({ "a": 1 })));
        let nullable = json!({ "type": ["object", "null"] });
        assert!(accepts(&nullable, &json!({ "a": 1 })));
        let described = json!({ "$ref": "#/components/schemas/Any", "title": "What" });
        assert!(accepts(&described, &json!({ "a": { "b": 1 } })));
        let any = json!({ "type": "object", "properties": { "any": {}, "all": true } });
        assert!(accepts(
            &any,
            &json!({ "any": { "a": 1 }, "all": { "b": 2 } })
        ));
    }
}
