//! Parsing and documenting a query or a form: names with texts.

use std::collections::HashMap;

use response_core::contract::{Parameter, Place};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::body;
use super::faults::{self, Node};
use response_core::problem::{Fault, Loc};

/// Parses `a=1&b=2`.
pub(super) fn parse<T: DeserializeOwned>(part: &'static str, text: &[u8]) -> Result<T, Vec<Fault>> {
    let faults: Vec<Fault> = text
        .split(|byte| *byte == b'&')
        .filter_map(|pair| not_utf8(part, pair))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let deserializer = serde_html_form::Deserializer::from_bytes(text);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let first = Fault::from_deserializer(body::loc(part, error.path()), error.inner());
        faults::of::<T>(part, Node::Named(&named(text)), first)
    })
}

/// The texts under each name, in the order of the names.
fn named(text: &[u8]) -> Vec<(String, Vec<String>)> {
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(text).unwrap_or_default();
    let mut places = HashMap::new();
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for (name, text) in pairs {
        let place = *places.entry(name.clone()).or_insert(named.len());
        match named.get_mut(place) {
            Some((_, texts)) => texts.push(text),
            None => named.push((name, vec![text])),
        }
    }
    named
}

/// A fault for text that is not UTF-8: decoding would replace it, and the value would not be what the client sent.
fn not_utf8(part: &'static str, pair: &[u8]) -> Option<Fault> {
    let end = pair
        .iter()
        .position(|byte| *byte == b'=')
        .unwrap_or(pair.len());
    let (name, value) = pair.split_at(end);
    let decoded = |text| percent_encoding::percent_decode(text).decode_utf8();
    let loc = match decoded(name) {
        Ok(_) if decoded(value).is_ok() => return None,
        Ok(name) => vec![Loc::from(part), Loc::from(name.into_owned())],
        Err(_) => vec![Loc::from(part)],
    };
    Some(Fault::new(
        loc,
        "not valid UTF-8 once it is decoded",
        "invalid_utf8",
    ))
}

/// The schema of a type with every referenced schema inlined, since a parameter cannot refer to definitions.
pub(super) fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// A parameter for each property.
pub(super) fn of_object(schema: &Value, place: Place) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    gather(schema, place, &mut parameters);
    parameters
}

fn gather(schema: &Value, place: Place, parameters: &mut Vec<Parameter>) {
    let required = |name: &str| {
        schema["required"]
            .as_array()
            .is_some_and(|names| names.iter().any(|known| known == name))
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        parameters.push(of(name, place, required(name), property.clone()));
    }
    // Flattened fields are parameters as well.
    for part in schema["allOf"].as_array().into_iter().flatten() {
        gather(part, place, parameters);
    }
}

/// A parameter. Its description is moved out of its schema, since OpenAPI has a place for it.
pub(super) fn of(name: &str, place: Place, required: bool, mut schema: Value) -> Parameter {
    let mut description = None;
    if let Some(schema) = schema.as_object_mut() {
        description = schema
            .remove("description")
            .and_then(|text| text.as_str().map(str::to_owned));
        schema.remove("title");
        drop_null(schema);
    }
    let mut parameter = Parameter::new(name, place, schema);
    parameter.required = required;
    parameter.description = description;
    parameter
}

/// Removes `null` from an `Option<T>`: JSON allows it, but a parameter can only be left out.
fn drop_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_mut_slice() {
            let only = only.take();
            schema.insert("type".to_owned(), only);
        }
    }
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
    if let Some(Value::Array(choices)) = schema.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_mut_slice() {
            let only = std::mem::take(only);
            schema.remove("anyOf");
            schema.extend(only);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Filter {
        /// What to sort by
        sort: Option<Sort>,
        #[serde(default)]
        tag: Vec<String>,
        limit: u8,
        before: Option<i64>,
    }

    #[derive(serde::Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Sort {
        Name,
        Age,
    }

    fn parameter(name: &str) -> Parameter {
        of_object(&schema::<Filter>(), Place::Query)
            .into_iter()
            .find(|parameter| parameter.name == name)
            .unwrap()
    }

    #[test]
    fn a_property_is_a_parameter() {
        let limit = parameter("limit");
        assert!(limit.required);
        assert_eq!(limit.schema["type"], "integer");
    }

    #[test]
    fn an_option_is_a_parameter_that_can_be_left_out() {
        let before = parameter("before");
        assert!(!before.required);
        assert_eq!(before.schema["type"], "integer");

        let sort = parameter("sort");
        assert_eq!(sort.description.as_deref(), Some("What to sort by"));
        assert_eq!(sort.schema["enum"], serde_json::json!(["name", "age"]));
    }

    #[test]
    fn a_list_is_a_parameter_that_can_be_repeated() {
        let tag = parameter("tag");
        assert!(!tag.required);
        assert_eq!(tag.schema["type"], "array");
        assert_eq!(tag.schema["default"], serde_json::json!([]));
    }
}
