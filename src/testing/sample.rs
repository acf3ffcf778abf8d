//! Values that a schema describes, and values that it does not.

use serde_json::{Map, Value, json};

/// What is looked for in the answers.
pub(super) const MARK: &str = "sweep-0f7ac2";

/// How deep a schema is followed.
const DEEPEST: usize = 8;

/// A value that the schema describes, as far as its types go.
pub(super) fn of(document: &Value, schema: &Value) -> Value {
    sample(document, schema, 0)
}

/// The same as a text of a path.
pub(super) fn text(document: &Value, schema: &Value) -> String {
    match of(document, schema) {
        Value::String(text) => text,
        other => other.to_string(),
    }
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

/// The value with one fault in each: a field that is missing, of a wrong type, or unknown; and no object at all.
pub(super) fn wrong(good: &Value) -> Vec<Value> {
    let mut values = vec![json!(null), json!([]), json!(MARK), json!(7), json!({})];
    let Some(members) = good.as_object() else {
        return values;
    };
    let mut add = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut members = members.clone();
        change(&mut members);
        values.push(members.into());
    };
    for name in members.keys() {
        add(&|members| {
            members.remove(name);
        });
        for bad in [
            json!(null),
            json!([MARK]),
            json!({ MARK: 1 }),
            json!(1e300),
            json!(-1),
            json!(true),
            json!(MARK),
            json!(""),
            json!(format!("{MARK}\u{0}").repeat(1000)),
        ] {
            add(&|members| {
                members.insert(name.clone(), bad.clone());
            });
        }
    }
    add(&|members| {
        members.insert(MARK.to_owned(), json!(1));
    });
    values
}
