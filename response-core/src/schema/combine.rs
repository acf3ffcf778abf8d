//! Combining schemas as schemars does, so that a type has the same schema whichever of the two describes it.

use serde_json::map::Entry;
use serde_json::{Map, Value, json};

use super::docs::Docs;

/// The keywords of a schema. `true` and `false` have none and become an object with the same meaning.
pub(super) fn keywords(schema: &mut Value) -> &mut Map<String, Value> {
    if let Value::Bool(allows) = *schema {
        *schema = if allows {
            json!({})
        } else {
            json!({ "not": {} })
        };
    }
    schema
        .as_object_mut()
        .expect("a schema is an object or a boolean")
}

/// Adds a doc comment, whose heading becomes the title, and marks deprecated items.
pub(super) fn describe(schema: &mut Value, docs: Option<&str>, deprecated: bool) {
    let docs = docs.map(Docs::of).unwrap_or_default();
    for (keyword, text) in [("title", docs.title), ("description", docs.description)] {
        if !text.is_empty() {
            keywords(schema).insert(keyword.to_owned(), text.into());
        }
    }
    if deprecated {
        keywords(schema).insert("deprecated".to_owned(), true.into());
    }
}

/// A list with a schema for each item.
pub(super) fn tuple(items: Vec<Value>) -> Value {
    let length = items.len();
    let mut schema = json!({ "type": "array" });
    let keywords = keywords(&mut schema);
    if length > 0 {
        keywords.insert("prefixItems".to_owned(), items.into());
        keywords.insert("minItems".to_owned(), length.into());
    }
    keywords.insert("maxItems".to_owned(), length.into());
    schema
}

/// A property of an object.
pub(super) fn insert_property(schema: &mut Value, name: &str, property: Value, required: bool) {
    let keywords = keywords(schema);
    if let Value::Object(properties) = keywords.entry("properties").or_insert_with(|| json!({})) {
        properties.insert(name.to_owned(), property);
    }
    if required && let Value::Array(names) = keywords.entry("required").or_insert_with(|| json!([]))
    {
        names.push(name.into());
    }
}

/// Allows `null` besides the schema.
pub(super) fn allow_null(mut schema: Value) -> Value {
    let Value::Object(keywords) = &mut schema else {
        return if schema == Value::Bool(false) {
            json!({ "type": "null" })
        } else {
            schema
        };
    };
    let is_nullable = |schema: &Value| match schema.get("type") {
        Some(Value::String(ty)) => ty == "null",
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "null"),
        _ => false,
    };
    let is_union_with_null = keywords.len() == 1
        && keywords
            .get("anyOf")
            .and_then(Value::as_array)
            .is_some_and(|options| options.iter().any(is_nullable));
    if is_union_with_null {
        return schema;
    }
    if has_subschema(keywords) {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    }
    match keywords.get_mut("type") {
        Some(Value::Array(types)) if !types.iter().any(|ty| ty == "null") => {
            types.push("null".into());
        }
        Some(ty) if ty.is_string() && ty != "null" => *ty = json!([ty, "null"]),
        _ => {}
    }
    if let Some(constant) = keywords.remove("const") {
        if !constant.is_null() {
            keywords.insert("enum".to_owned(), json!([constant, null]));
        }
    } else if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    schema
}

/// Whether the schema has this reference anywhere.
pub(super) fn mentions(schema: &Value, reference: &str) -> bool {
    match schema {
        Value::Object(keywords) => keywords.iter().any(|(keyword, value)| {
            keyword == "$ref" && value == reference || mentions(value, reference)
        }),
        Value::Array(values) => values.iter().any(|value| mentions(value, reference)),
        _ => false,
    }
}

/// Drops the alternatives that are the schema itself: they allow nothing more, and a validator would follow them without
/// end.
pub(super) fn drop_itself(schema: &mut Value, reference: &str) {
    let Some(Value::Array(options)) = schema.get_mut("anyOf") else {
        return;
    };
    options.retain(|option| option["$ref"] != reference);
    for option in options.iter_mut() {
        drop_itself(option, reference);
    }
    if options.is_empty() {
        *schema = Value::Bool(false);
    }
}

/// Adds the tag as the first property to the content of a variant of an internally tagged enum.
pub(super) fn add_tag(schema: &mut Value, tag: &str, variant: &str, closed: bool) {
    let keywords = keywords(schema);
    let is_unit = keywords.get("type").is_some_and(|ty| ty == "null");
    keywords.insert("type".to_owned(), "object".into());
    if let Value::Object(properties) = keywords.entry("properties").or_insert_with(|| json!({})) {
        let others = std::mem::take(properties);
        properties.insert(
            tag.to_owned(),
            json!({ "type": "string", "const": variant }),
        );
        properties.extend(others.into_iter().filter(|(name, _)| name != tag));
    }
    if let Value::Array(names) = keywords.entry("required").or_insert_with(|| json!([])) {
        names.insert(0, tag.into());
    }
    if closed && is_unit {
        keywords
            .entry("additionalProperties")
            .or_insert(false.into());
    }
}

/// Adds the members that `other` describes.
pub(super) fn flatten(schema: &mut Value, other: Value) {
    let mut other = match other {
        Value::Object(other) => other,
        Value::Bool(false) => return,
        _ => {
            if let Value::Object(keywords) = schema
                && !keywords.contains_key("additionalProperties")
                && !keywords.contains_key("unevaluatedProperties")
            {
                let keyword = if has_subschema(keywords) {
                    "unevaluatedProperties"
                } else {
                    "additionalProperties"
                };
                keywords.insert(keyword.to_owned(), true.into());
            }
            return;
        }
    };
    let keywords = keywords(schema);
    prefer_unevaluated(keywords, &other);
    prefer_unevaluated(&mut other, keywords);
    for (keyword, value) in other {
        merge(keywords, keyword, value);
    }
}

fn merge(keywords: &mut Map<String, Value>, keyword: String, value: Value) {
    let occupied = match keywords.entry(keyword) {
        Entry::Vacant(vacant) => {
            vacant.insert(value);
            return;
        }
        Entry::Occupied(occupied) => occupied,
    };
    match (occupied.key().as_str(), value) {
        ("required" | "allOf", Value::Array(more)) => {
            if let Value::Array(values) = occupied.into_mut() {
                values.extend(more);
            }
        }
        ("properties" | "patternProperties", Value::Object(more)) => {
            if let Value::Object(values) = occupied.into_mut() {
                values.extend(more);
            }
        }
        ("oneOf" | "anyOf" | "$ref", value) => {
            let (keyword, current) = occupied.remove_entry();
            let both = json!([{ &keyword: current }, { keyword: value }]);
            merge(keywords, "allOf".to_owned(), both);
        }
        _ => {}
    }
}

fn prefer_unevaluated(keywords: &mut Map<String, Value>, other: &Map<String, Value>) {
    if (other.contains_key("unevaluatedProperties") || has_subschema(other))
        && let Some(value) = keywords.remove("additionalProperties")
    {
        keywords.insert("unevaluatedProperties".to_owned(), value);
    }
}

fn has_subschema(keywords: &Map<String, Value>) -> bool {
    ["if", "allOf", "anyOf", "oneOf", "$ref"]
        .iter()
        .any(|keyword| keywords.contains_key(*keyword))
}
