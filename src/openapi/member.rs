//! Whether a schema has a member.

use serde_json::{Map, Value};

/// How many references and members are followed: a schema may refer to itself.
const DEEPEST: usize = 32;

/// Whether a value of the schema may have the member to which these names lead, as far as the schema tells. `document` has the
/// schemas that it refers to.
pub(super) fn may_be(document: &Value, schema: &Value, names: &[String]) -> bool {
    has(document, schema, names, 0)
}

fn has(document: &Value, schema: &Value, names: &[String], depth: usize) -> bool {
    let (Some(name), Some(keywords)) = (names.first(), schema.as_object()) else {
        return true;
    };
    if depth > DEEPEST || keywords.is_empty() {
        return true;
    }
    let behind = |schema: &Value| has(document, schema, &names[1..], depth + 1);
    let same = |schema: &Value| has(document, schema, names, depth + 1);
    let reference = schema["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix('#'));
    let referred = reference.and_then(|name| document.pointer(name));
    let branches = ["allOf", "anyOf", "oneOf"]
        .into_iter()
        .flat_map(|keyword| list(schema.get(keyword)));
    if referred.into_iter().chain(branches).any(same) {
        return true;
    }
    if let Some(member) = schema["properties"].get(name.as_str()) {
        return behind(member);
    }
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        let index: usize = name.parse().unwrap_or(usize::MAX);
        let item = schema["prefixItems"].get(index);
        if let Some(item) = item.or_else(|| schema.get("items")) {
            return behind(item);
        }
    }
    match schema.get("additionalProperties") {
        Some(Value::Bool(is_open)) => return *is_open,
        Some(others) => return behind(others),
        None => {}
    }
    keywords.contains_key("patternProperties") || is_free(keywords)
}

/// Whether nothing is said of the members that a value of the schema has.
fn is_free(keywords: &Map<String, Value>) -> bool {
    const PARTS: [&str; 9] = [
        "$ref",
        "allOf",
        "anyOf",
        "const",
        "enum",
        "items",
        "oneOf",
        "prefixItems",
        "properties",
    ];
    let has_members = |kind: &Value| kind == "object" || kind == "array";
    let of_type = match keywords.get("type") {
        None => true,
        Some(Value::Array(kinds)) => kinds.iter().any(has_members),
        Some(kind) => has_members(kind),
    };
    of_type && !PARTS.iter().any(|keyword| keywords.contains_key(*keyword))
}

fn list(array: Option<&Value>) -> impl Iterator<Item = &Value> {
    array.and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn has(schema: &Value, pointer: &str) -> bool {
        let document = json!({ "components": { "schemas": {
            "User": { "type": "object", "properties": { "id": { "type": "integer" } } },
            "Loop": { "$ref": "#/components/schemas/Loop" },
        } } });
        let names: Vec<String> = pointer.split('/').skip(1).map(str::to_owned).collect();
        may_be(&document, schema, &names)
    }

    #[test]
    fn a_member_is_found_behind_references_and_in_parts() {
        let user = json!({ "$ref": "#/components/schemas/User" });
        assert!(has(&user, "/id"));
        assert!(!has(&user, "/name"));
        assert!(!has(&user, "/id/deeper"));
        let maybe = json!({ "anyOf": [user, { "type": "null" }] });
        assert!(has(&maybe, "/id"));
        assert!(!has(&maybe, "/name"));
        let whole = json!({ "allOf": [user], "properties": { "name": { "type": "string" } } });
        assert!(has(&whole, "/id") && has(&whole, "/name"));
    }

    #[test]
    fn an_item_is_found_by_its_number() {
        let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/User" } });
        assert!(has(&list, "/0/id"));
        assert!(!has(&list, "/id"));
        let pair = json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "$ref": "#/components/schemas/User" }] });
        assert!(has(&pair, "/1/id"));
        assert!(!has(&pair, "/0/id"));
    }

    #[test]
    fn what_says_nothing_may_have_any_member() {
        for schema in [
            json!({}),
            json!(true),
            json!({ "type": "object" }),
            json!({ "type": ["object", "null"], "description": "anything" }),
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            json!({ "$ref": "#/components/schemas/Loop" }),
        ] {
            assert!(has(&schema, "/a"), "{schema}");
        }
        assert!(!has(&json!({ "type": "string" }), "/a"));
        assert!(!has(
            &json!({ "type": "object", "properties": {}, "additionalProperties": false }),
            "/a"
        ));
    }
}
