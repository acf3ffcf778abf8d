//! Joining the schemas that several errors have for the same name.

use serde_json::{Map, Value, json};

/// The schema of a value that one of these schemas describes. Equal schemas are kept once.
pub(super) fn joined<'s>(schemas: impl IntoIterator<Item = &'s Value>) -> Value {
    let mut distinct: Vec<&Value> = Vec::new();
    for schema in schemas {
        if !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if let [only] = distinct.as_slice() {
        return (*only).clone();
    }
    constants(&distinct)
        .or_else(|| widest(&distinct).cloned())
        .unwrap_or_else(|| json!({ "anyOf": distinct }))
}

/// Constants with the same type become an `enum`.
fn constants(schemas: &[&Value]) -> Option<Value> {
    let mut all: Vec<&Value> = Vec::new();
    for schema in schemas {
        let keywords = schema.as_object()?;
        if keywords.len() != 2 || schema.get("type")? != schemas.first()?.get("type")? {
            return None;
        }
        let values = match keywords.get("const") {
            Some(value) => std::slice::from_ref(value),
            None => keywords.get("enum")?.as_array()?,
        };
        for value in values {
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
    let mut joined = Map::new();
    joined.insert("type".to_owned(), schemas.first()?.get("type")?.clone());
    joined.insert("enum".to_owned(), json!(all));
    Some(joined.into())
}

/// The schema that has no more than the type that all of them have.
fn widest<'s>(schemas: &[&'s Value]) -> Option<&'s Value> {
    let widest = schemas.iter().find(|schema| {
        let keywords = schema.as_object();
        keywords.is_some_and(|keywords| keywords.len() == 1 && keywords.contains_key("type"))
    })?;
    let is_of_it = |schema: &&Value| schema.get("type") == widest.get("type");
    schemas.iter().all(is_of_it).then_some(widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_said_once() {
        let text = json!({ "type": "string", "minLength": 1 });
        assert_eq!(joined([&text, &text]), text);
    }

    #[test]
    fn constants_are_an_enum() {
        let a = json!({ "type": "string", "const": "a" });
        let b = json!({ "type": "string", "const": "b" });
        let both = json!({ "type": "string", "enum": ["a", "b"] });
        assert_eq!(joined([&a, &b, &a]), both);
        assert_eq!(joined([&both, &a]), both);
    }

    #[test]
    fn a_constant_beside_any_value_is_any_value() {
        let bearer = json!({ "type": "string", "const": "Bearer" });
        let any = json!({ "type": "string" });
        assert_eq!(joined([&bearer, &any]), any);
    }

    #[test]
    fn different_types_are_alternatives() {
        let text = json!({ "type": "string" });
        let number = json!({ "type": "integer" });
        assert_eq!(
            joined([&text, &number]),
            json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] })
        );
    }
}
