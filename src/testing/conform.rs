//! The OpenAPI document as a judge of an answer.

use std::cmp::Reverse;

use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Response};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{headers, items};
use response_core::contract::PathTemplate;
use response_core::message::media_type::{essence, takes_in};

pub(super) fn check(
    document: &Value,
    method: &Method,
    path: &str,
    response: &Response<Bytes>,
) -> Result<(), String> {
    let (template, operation) = operation(document, method, path)
        .ok_or_else(|| format!("the document has no operation for {method} {path}"))?;
    let status = response.status().as_u16();
    let promised = resolved(document, &operation["responses"][status.to_string()]);
    if promised.is_null() {
        return Err(format!("{method} {template} documents no status {status}"));
    }
    let in_place = |fault| format!("{method} {template}, status {status}: {fault}");
    headers::check(document, &promised["headers"], response.headers()).map_err(in_place)?;
    // The content that is documented is that of GET.
    if method == Method::HEAD {
        return match response.body().is_empty() {
            true => Ok(()),
            false => Err("a HEAD is answered without a body".to_owned()),
        };
    }
    body(document, &promised["content"], response).map_err(in_place)
}

fn body(document: &Value, promised: &Value, response: &Response<Bytes>) -> Result<(), String> {
    let media_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(essence);
    let Some(media_type) = media_type else {
        return match (response.body().is_empty(), entries(promised).next()) {
            (true, None) => Ok(()),
            (true, Some(_)) => Err("a body is documented, and there is none".to_owned()),
            (false, _) => Err("there is a body without `Content-Type`".to_owned()),
        };
    };
    let Some((_, content)) = entries(promised).find(|(name, _)| takes_in(name, media_type)) else {
        let documented: Vec<_> = entries(promised).map(|(name, _)| name).collect();
        return Err(format!(
            "`{media_type}` is not documented, but {documented:?} is"
        ));
    };
    let schema = match &content["itemSchema"] {
        Value::Null => &content["schema"],
        of_an_item => of_an_item,
    };
    if let Some(items) = items::items(media_type, response.body(), resolved(document, schema)) {
        let schema = read_data(schema);
        let validator = validator(document, &schema)?;
        return items?.iter().enumerate().try_for_each(|(index, item)| {
            conforms(&validator, item).map_err(|fault| format!("item {}: {fault}", index + 1))
        });
    }
    let value = if media_type.ends_with("/json") || media_type.ends_with("+json") {
        serde_json::from_slice(response.body()).map_err(|error| format!("no JSON: {error}"))?
    } else if schema["type"] == "string" && media_type.starts_with("text/") {
        Value::from(String::from_utf8_lossy(response.body()))
    } else {
        return Ok(());
    };
    conforms(&validator(document, schema)?, &value)
}

/// What stands behind a reference.
pub(super) fn resolved<'d>(document: &'d Value, object: &'d Value) -> &'d Value {
    let name = object["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix('#'));
    name.and_then(|name| document.pointer(name))
        .unwrap_or(object)
}

/// The schema of an event whose `data` has been read.
fn read_data(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(data) = schema.pointer_mut("/properties/data")
        && let Some(content) = data.get("contentSchema")
    {
        *data = content.clone();
    }
    schema
}

pub(super) fn validator(document: &Value, schema: &Value) -> Result<jsonschema::Validator, String> {
    jsonschema::draft202012::new(&closed(document, schema))
        .map_err(|error| format!("the schema is none: {error}"))
}

fn conforms(validator: &jsonschema::Validator, value: &Value) -> Result<(), String> {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("at `{}`: {error}", error.instance_path()))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "the body is not as documented\n{}",
            faults.join("\n")
        ))
    }
}

/// The operation that a request is for, and its path: the one with the fewest parameters.
fn operation<'d>(document: &'d Value, method: &Method, path: &str) -> Option<(&'d str, &'d Value)> {
    let own = method.as_str().to_ascii_lowercase();
    let found = |name: &str| {
        entries(&document["paths"])
            .filter(|(template, item)| {
                PathTemplate::new(template).takes(path) && item[name].is_object()
            })
            .max_by_key(|(template, _)| Reverse(PathTemplate::new(template).parameters().count()))
            .map(|(template, item)| (template, &item[name]))
    };
    // The document says once, for GET, what HEAD answers too.
    found(&own).or_else(|| found("get").filter(|_| method == Method::HEAD))
}

/// The schema, for which a field that nothing names is a fault.
fn closed(document: &Value, schema: &Value) -> Value {
    let mut components = document["components"].clone();
    for (_, component) in components["schemas"].as_object_mut().into_iter().flatten() {
        close_parts(component);
    }
    let mut root = schema.clone();
    close(&mut root);
    json!({ "allOf": [root], "components": components })
}

/// Closes what describes a whole value. The branches of an `allOf` describe parts of one, and stay as they are.
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
    // An object of which nothing is said may hold anything.
    let is_free = match schema.get("type").and_then(Value::as_str) {
        Some(name) => name == "object" && !schema.contains_key("properties"),
        None => schema.is_empty(),
    };
    let combines = ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_free && !combines && !says_what_else(schema) {
        schema.insert("additionalProperties".to_owned(), Value::Bool(true));
    }
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
        let any = json!({ "type": "object", "properties": { "any": {}, "all": true } });
        assert!(accepts(
            &any,
            &json!({ "any": { "a": 1 }, "all": { "b": 2 } })
        ));
    }

    #[test]
    fn the_path_with_the_fewest_parameters_is_meant() {
        let document = json!({ "paths": {
            "/users/{id}": { "get": { "operationId": "one" } },
            "/users/me": { "get": { "operationId": "me" } },
            "/files/{*rest}": { "get": { "operationId": "file" } },
            "/reports/{name}.csv": { "get": { "operationId": "report" } },
        } });
        for (path, expected) in [
            ("/users/7", Some("one")),
            ("/users/me", Some("me")),
            ("/users/", None),
            ("/users/7/posts", None),
            ("/files/a/b", Some("file")),
            ("/reports/may.csv", Some("report")),
            ("/reports/.csv", None),
        ] {
            let found = operation(&document, &Method::GET, path)
                .and_then(|(_, operation)| operation["operationId"].as_str());
            assert_eq!(found, expected, "{path}");
        }
    }
}
