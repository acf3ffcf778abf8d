//! [`Outline`]: what a schema says of lists and objects as a whole.
//!
//! A value that is too large to be validated at once is validated part by part ([`Window`](super::window::Window)). What its
//! parts do not show, as the number of its items, is found by validating the whole up to the first error. That takes no memory,
//! except for an `anyOf` or a `oneOf`: it collects every error of its branches, with copies of the value. So an outline
//! has neither.

use std::sync::OnceLock;

use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::checker::compiled;
use super::window::is_cut;

/// A schema that permits whatever the schema permits that it is made from, and is compiled when it is needed.
#[derive(Debug)]
pub(super) struct Outline {
    schema: Value,
    compiled: OnceLock<Option<Validator>>,
}

/// What is left out: what has branches, and what would forbid more if the branches are left out.
const LEFT_OUT: [&str; 11] = [
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "maxContains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$dynamicRef",
];

impl Outline {
    pub fn of(schema: &Value) -> Self {
        Self {
            schema: outline(schema),
            compiled: OnceLock::new(),
        }
    }

    /// The first error of a value, if it has one.
    pub fn error<'v>(&self, value: &'v Value) -> Option<ValidationError<'v>> {
        let compiled = self.compiled.get_or_init(|| compiled(&self.schema).ok());
        compiled.as_ref()?.validate(value).err()
    }
}

fn outline(schema: &Value) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    let mut kept = Map::new();
    for (keyword, below) in keywords {
        let below = match keyword.as_str() {
            keyword if LEFT_OUT.contains(&keyword) => continue,
            "properties" | "patternProperties" | "$defs" => each_outline(below),
            "items" | "additionalProperties" | "propertyNames" | "contains" => outline(below),
            "prefixItems" | "allOf" => match below.as_array() {
                Some(all) => all.iter().map(outline).collect(),
                None => below.clone(),
            },
            _ => below.clone(),
        };
        kept.insert(keyword.clone(), below);
    }
    // An `if` collects nothing.
    if let Some(other) = keywords.get("anyOf").and_then(or_null) {
        kept.insert("if".to_owned(), json!({ "type": "null" }));
        kept.insert("else".to_owned(), outline(other));
    }
    Value::Object(kept)
}

fn each_outline(schemas: &Value) -> Value {
    let each = schemas.as_object().into_iter().flatten();
    Value::Object(
        each.map(|(name, schema)| (name.clone(), outline(schema)))
            .collect(),
    )
}

/// The branch of an `Option` that is not `null`.
pub(super) fn or_null(branches: &Value) -> Option<&Value> {
    let is_null = |branch: &Value| *branch == json!({ "type": "null" });
    match branches.as_array()?.as_slice() {
        [other, null] | [null, other] if is_null(null) => Some(other),
        _ => None,
    }
}

/// Whether what a schema says of a value may depend on the end of a long key.
pub(super) fn reads_long_keys(schema: &Value) -> bool {
    match schema {
        Value::Array(all) => all.iter().any(reads_long_keys),
        Value::Object(keywords) => keywords.iter().any(|(keyword, below)| {
            keyword == "patternProperties" || is_cut(keyword) || reads_long_keys(below)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_has_no_branches_to_collect_errors_of() {
        let schema = json!({
            "properties": {
                "not": { "oneOf": [{ "type": "string" }, { "type": "array" }], "maxItems": 3 },
                "inner": { "anyOf": [{ "$ref": "#/$defs/Inner" }, { "type": "null" }] }
            },
            "$defs": { "Inner": { "anyOf": [{ "minItems": 1 }, { "maxItems": 2 }], "not": true } },
            "unevaluatedProperties": false
        });
        let expected = json!({
            "properties": {
                "not": { "maxItems": 3 },
                "inner": { "if": { "type": "null" }, "else": { "$ref": "#/$defs/Inner" } }
            },
            "$defs": { "Inner": {} }
        });
        assert_eq!(outline(&schema), expected);
    }

    #[test]
    fn the_first_error_of_a_whole_is_told() {
        let outline = Outline::of(&json!({ "type": "array", "maxItems": 2 }));
        assert!(outline.error(&json!([1, 2])).is_none());
        let three = json!([1, 2, 3]);
        let error = outline.error(&three).unwrap();
        assert_eq!(error.kind().keyword(), "maxItems");
    }
}
