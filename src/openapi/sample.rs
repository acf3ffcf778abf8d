//! Sample values for schemas.

use serde_json::{Map, Value, json};

/// The maximum depth to which a schema is followed.
const DEEPEST: usize = 8;

/// A value that the schema describes, as far as its types go.
pub(crate) fn of(document: &Value, schema: &Value) -> Value {
    sample(document, schema, 0)
}

fn sample(document: &Value, schema: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    let inner = |schema: &Value| sample(document, schema, depth + 1);
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix('#'))
    {
        return document.pointer(name).map_or(Value::Null, inner);
    }
    for keyword in ["const", "example", "default"] {
        if let Some(value) = schema.get(keyword) {
            return value.clone();
        }
    }
    for keyword in ["enum", "examples"] {
        if let Some(value) = schema[keyword].as_array().and_then(|values| values.first()) {
            return value.clone();
        }
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(branch) = schema[keyword]
            .as_array()
            .and_then(|branches| branches.first())
        {
            return inner(branch);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(members) = inner(part) {
                whole.extend(members);
            }
        }
        return whole.into();
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        Some("boolean") => json!(true),
        Some("array") => json!([inner(&schema["items"])]),
        Some("string") => json!(string(schema)),
        _ => schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, property)| (name.clone(), inner(property)))
            .collect::<Map<String, Value>>()
            .into(),
    }
}

fn string(schema: &Value) -> String {
    let text = match schema["format"].as_str() {
        Some("email") => "sweep@example.org",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("date") => "2000-02-29",
        Some("date-time") => "2000-02-29T12:00:00Z",
        Some("uri") => "https://example.org/",
        _ => "a text",
    };
    let shortest = schema["minLength"].as_u64().unwrap_or_default() as usize;
    let missing = shortest.saturating_sub(text.chars().count());
    text.to_owned() + &"x".repeat(missing)
}
