//! OpenAPI 3.0 as OpenAPI 3.1. They differ in their schemas: those of 3.0 have words of their own.

use serde_json::{Map, Value, json};

use super::part::{Part, each_mut};

/// What says nothing about a value: it may stand beside a reference.
const NOTES: [&str; 7] = [
    "deprecated",
    "description",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "writeOnly",
];

pub(super) fn convert(document: &mut Value) {
    each_mut(document, Part::Object, &mut |members, part| {
        if part == Part::Schema {
            convert_schema(members);
        }
    });
}

fn convert_schema(schema: &mut Map<String, Value>) {
    if let Some(example) = schema.remove("example") {
        schema.entry("examples").or_insert_with(|| json!([example]));
    }
    if schema.contains_key("$ref") {
        // OpenAPI 3.0 section "Reference Object": all that stands beside it is ignored. Tools write `nullable` all the same.
        schema.retain(|name, _| {
            name == "$ref"
                || name == "nullable"
                || name.starts_with("x-")
                || NOTES.contains(&name.as_str())
        });
    }
    exclude(schema, "exclusiveMinimum", "minimum");
    exclude(schema, "exclusiveMaximum", "maximum");
    if schema.get("type").is_some_and(|name| name == "string") {
        let (keyword, value) = match schema.get("format").and_then(Value::as_str) {
            Some("byte" | "base64") => ("contentEncoding", "base64"),
            Some("binary") => ("contentMediaType", "application/octet-stream"),
            _ => ("", ""),
        };
        if !keyword.is_empty() {
            schema.remove("format");
            schema.insert(keyword.to_owned(), value.into());
        }
    }
    if schema.remove("nullable") == Some(Value::Bool(true)) {
        allow_null(schema);
    }
}

/// The flag beside a limit becomes the limit.
fn exclude(schema: &mut Map<String, Value>, flag: &str, limit: &str) {
    match schema.get(flag) {
        Some(Value::Bool(true)) => {
            schema.remove(flag);
            if let Some(limit) = schema.remove(limit) {
                schema.insert(flag.to_owned(), limit);
            }
        }
        Some(Value::Bool(false)) => {
            schema.remove(flag);
        }
        _ => {}
    }
}

fn allow_null(schema: &mut Map<String, Value>) {
    let is_made_of_others = ["$ref", "allOf", "anyOf", "not", "oneOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_made_of_others {
        let (notes, rest): (Map<_, _>, Map<_, _>) = std::mem::take(schema)
            .into_iter()
            .partition(|(name, _)| name.starts_with("x-") || NOTES.contains(&name.as_str()));
        *schema = notes;
        schema.insert("anyOf".to_owned(), json!([rest, { "type": "null" }]));
        return;
    }
    if let Some(Value::String(name)) = schema.get("type") {
        let either = json!([name, "null"]);
        schema.insert("type".to_owned(), either);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(mut schema: Value) -> Value {
        each_mut(&mut schema, Part::Schema, &mut |members, _| {
            convert_schema(members);
        });
        schema
    }

    #[test]
    fn what_is_nullable_may_be_null() {
        assert_eq!(
            converted(json!({ "type": "string", "nullable": true })),
            json!({ "type": ["string", "null"] })
        );
        assert_eq!(
            converted(json!({ "type": "string", "enum": ["a"], "nullable": true })),
            json!({ "type": ["string", "null"], "enum": ["a", null] })
        );
        assert_eq!(
            converted(json!({ "type": "string", "nullable": false })),
            json!({ "type": "string" })
        );
        let user = json!({ "$ref": "#/components/schemas/User" });
        let maybe = json!({ "anyOf": [{ "allOf": [user] }, { "type": "null" }], "title": "Who" });
        assert_eq!(
            converted(json!({ "allOf": [user], "nullable": true, "title": "Who" })),
            maybe
        );
        assert_eq!(
            converted(
                json!({ "$ref": "#/components/schemas/User", "nullable": true, "minLength": 1 })
            ),
            json!({ "anyOf": [user, { "type": "null" }] })
        );
        // Any value may be null.
        assert_eq!(converted(json!({ "nullable": true })), json!({}));
    }

    #[test]
    fn a_limit_is_excluded_by_itself() {
        assert_eq!(
            converted(
                json!({ "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false })
            ),
            json!({ "exclusiveMinimum": 1, "maximum": 9 })
        );
    }

    #[test]
    fn texts_of_bytes_and_examples_have_other_words() {
        assert_eq!(
            converted(json!({ "type": "string", "format": "byte", "example": "aGk=" })),
            json!({ "type": "string", "contentEncoding": "base64", "examples": ["aGk="] })
        );
        assert_eq!(
            converted(json!({ "type": "string", "format": "binary" })),
            json!({ "type": "string", "contentMediaType": "application/octet-stream" })
        );
    }

    #[test]
    fn names_of_members_and_examples_are_left_alone() {
        let schema = json!({
            "type": "object",
            "properties": { "nullable": { "type": "boolean" }, "example": { "type": "string" } },
            "default": { "nullable": true },
        });
        assert_eq!(converted(schema.clone()), schema);
    }
}
