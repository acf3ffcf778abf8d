//! Which types are written as one value, so that they are a cell.

use percent_encoding::percent_decode_str;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::model::shape::{Content, Kind, Leaf, Shape, Tagging};
use crate::schema::pointer::unescaped;

/// How many types around a type, and schemas around a schema, are looked through.
const DEPTH: usize = 32;

/// Whether the type is written as a single value.
pub(super) fn is_cell(shape: &'static Shape) -> bool {
    is_one_value(shape, DEPTH)
}

fn is_one_value(shape: &'static Shape, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match &shape.kind {
        Kind::Leaf(leaf) => is_written_as_one_value(leaf),
        Kind::UnitStruct => true,
        Kind::Transparent(inner)
        | Kind::Nullable(inner)
        | Kind::Unset(inner)
        | Kind::Into(inner) => is_one_value(inner(), depth),
        Kind::NewtypeStruct(field) => is_one_value((field.shape)(), depth),
        Kind::Enum(model) => model.variants.iter().all(|variant| match variant.content {
            Content::Unit => {
                variant.untagged || matches!(model.tagging, Tagging::External | Tagging::Untagged)
            }
            Content::Newtype(field) => {
                (variant.untagged || model.tagging == Tagging::Untagged)
                    && is_one_value((field.shape)(), depth)
            }
            Content::Tuple(_) | Content::Struct(_) => false,
        }),
        Kind::List(_)
        | Kind::Set(_)
        | Kind::AtMost(..)
        | Kind::Array(..)
        | Kind::Tuple(_)
        | Kind::Map { .. }
        | Kind::Struct(_)
        | Kind::TupleStruct(_) => false,
    }
}

/// A leaf may have parts: a `Duration` is an object, and a foreign value is whatever its schema says.
fn is_written_as_one_value(leaf: &Leaf) -> bool {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let schema = (leaf.schema)(&mut generator).to_value();
    let definitions = generator.take_definitions(false);
    allows_only_cells(&schema, &definitions, DEPTH)
}

/// Whether the schema allows neither a list nor an object.
fn allows_only_cells(schema: &Value, definitions: &Map<String, Value>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let is_one = |schema: &Value| allows_only_cells(schema, definitions, depth);
    let each = |keyword: &str| schema[keyword].as_array().map(|schemas| schemas.iter());
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    let is_scalar_type = |name: &Value| name != "array" && name != "object";
    let of_type = match &schema["type"] {
        Value::Array(names) => names.iter().all(is_scalar_type),
        Value::String(name) => name != "array" && name != "object",
        _ => false,
    };
    let of_definition = || {
        // schemars encodes names as JSON pointers in URI fragments.
        let name = schema["$ref"].as_str()?.strip_prefix("#/$defs/")?;
        let name = percent_decode_str(name).decode_utf8().ok()?;
        definitions.get(&unescaped(&name)).map(is_one)
    };
    // A value satisfies every keyword, so it is enough if one of them allows only cells.
    of_type
        || schema.get("const").is_some_and(is_scalar)
        || each("enum").is_some_and(|mut values| values.all(is_scalar))
        || each("anyOf").is_some_and(|mut schemas| schemas.all(is_one))
        || each("oneOf").is_some_and(|mut schemas| schemas.all(is_one))
        || each("allOf").is_some_and(|mut schemas| schemas.any(is_one))
        || of_definition().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_cell(schema: &Value) -> bool {
        let definitions = json!({
            "Name": { "type": "string" },
            "Point": { "type": "object" },
            "a/b<c>": { "type": "integer" },
            "Loop": { "$ref": "#/$defs/Loop" },
        });
        allows_only_cells(schema, definitions.as_object().unwrap(), DEPTH)
    }

    #[test]
    fn text_numbers_truth_and_null_are_cells() {
        for schema in [
            json!({ "type": "string", "format": "uri" }),
            json!({ "type": ["integer", "null"] }),
            json!({ "type": "boolean" }),
            json!({ "const": 1 }),
            json!({ "enum": ["a", null, 2] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
            json!({ "oneOf": [{ "const": "a" }, { "$ref": "#/$defs/Name" }] }),
            json!({ "allOf": [{ "minLength": 1 }, { "type": "string" }] }),
            json!({ "$ref": "#/$defs/Name", "description": "Who" }),
            json!({ "$ref": "#/$defs/a~1b%3Cc%3E" }),
        ] {
            assert!(is_cell(&schema), "{schema}");
        }
    }

    #[test]
    fn lists_objects_and_what_is_unknown_are_not() {
        for schema in [
            json!(true),
            json!({}),
            json!({ "type": "array" }),
            json!({ "type": ["string", "object"] }),
            json!({ "enum": ["a", []] }),
            json!({ "anyOf": [{ "type": "string" }, {}] }),
            json!({ "$ref": "#/$defs/Point" }),
            json!({ "$ref": "#/$defs/Loop" }),
            json!({ "$ref": "#/$defs/Unknown" }),
            json!({ "minLength": 1 }),
        ] {
            assert!(!is_cell(&schema), "{schema}");
        }
    }
}
