//! Checking a response against the OpenAPI document.

use std::cmp::Reverse;

use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use axum::http::{Method, Response, StatusCode};
use bytes::Bytes;
use response_core::contract::PathTemplate;
use response_core::message::media_type::{essence, is_json, takes_in};
use serde_json::{Map, Value};

use super::closed::{entries, resolved, validator};
use super::{headers, items};
#[cfg(debug_assertions)]
use crate::api::DeadLink;

pub(super) fn check(
    document: &Value,
    method: &Method,
    path: &str,
    response: &Response<Bytes>,
) -> Result<(), String> {
    let Some((template, operation)) = operation(document, method, path) else {
        return match leads_to_other_slash(document, path, response) {
            true => Ok(()),
            false => Err(format!("the document has no operation for {method} {path}")),
        };
    };
    let status = response.status().as_u16();
    let responses = &operation["responses"];
    let range = format!("{}XX", status / 100);
    let of_status = responses
        .get(status.to_string())
        .unwrap_or(&responses[range]);
    let promised = resolved(document, of_status);
    if promised.is_null() && responses["default"].is_object() {
        return Ok(());
    }
    if promised.is_null() {
        return Err(format!("{method} {template} documents no status {status}"));
    }
    let in_place = |fault| format!("{method} {template}, status {status}: {fault}");
    #[cfg(debug_assertions)]
    if let Some(DeadLink(fault)) = response.extensions().get() {
        return Err(in_place(format!("a dead link: {fault}")));
    }
    headers::check(document, &promised["headers"], response.headers()).map_err(in_place)?;
    // The documented content is that of GET.
    if method == Method::HEAD {
        return match response.body().is_empty() {
            true => Ok(()),
            false => Err("the response to a HEAD has no body".to_owned()),
        };
    }
    body(document, &promised["content"], response).map_err(in_place)
}

/// Whether this is the redirect of [`Api::redirect_slashes`](crate::Api::redirect_slashes) to a documented path, which differs
/// from the path only by a slash at its end.
pub(super) fn leads_to_other_slash<B>(
    document: &Value,
    path: &str,
    response: &Response<B>,
) -> bool {
    let location = response.headers().get(LOCATION);
    let location = location.and_then(|location| location.to_str().ok());
    let Some(location) = location.filter(|_| response.status() == StatusCode::TEMPORARY_REDIRECT)
    else {
        return false;
    };
    let location = location.split('?').next().unwrap_or_default();
    let bare = path.trim_end_matches('/');
    let other = match bare.len() == path.len() {
        true => format!("{bare}/"),
        false => bare.to_owned(),
    };
    // The location begins with the root path.
    let is_other = location.ends_with(&other);
    is_other && entries(&document["paths"]).any(|(path, _)| PathTemplate::new(path).takes(&other))
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
            // Its recipient guesses, and the document says so.
            (false, _) if is_silent(&promised["*/*"]["schema"]) && promised["*/*"].is_object() => {
                Ok(())
            }
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
    // Bytes of which nothing is said.
    if is_silent(schema) {
        return Ok(());
    }
    if let Some(items) = items::items(media_type, response.body(), schema, document) {
        let schema = read_data(schema);
        let validator = validator(document, &schema)?;
        return items?.iter().enumerate().try_for_each(|(index, item)| {
            conforms(&validator, item).map_err(|fault| format!("item {}: {fault}", index + 1))
        });
    }
    let is_json = is_json(media_type);
    if is_json && let Some(encoding) = response.headers().get(CONTENT_ENCODING) {
        return Err(format!(
            "the body is encoded as {encoding:?}, which is not checked: send the request without `Accept-Encoding`"
        ));
    }
    let value = if is_json {
        serde_json::from_slice(response.body()).map_err(|error| format!("no JSON: {error}"))?
    } else if schema["type"] == "string" && media_type.starts_with("text/") {
        Value::from(String::from_utf8_lossy(response.body()))
    } else {
        return Ok(());
    };
    conforms(&validator(document, schema)?, &value)
}

/// Whether the schema says nothing of the value, as that of a `ByteStream` does.
fn is_silent(schema: &Value) -> bool {
    schema.is_null() || schema.as_object().is_some_and(Map::is_empty)
}

/// The schema of an event whose `data` has been parsed.
fn read_data(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(data) = schema.pointer_mut("/properties/data")
        && let Some(content) = data.get("contentSchema")
    {
        *data = content.clone();
    }
    schema
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

/// The operation of a request, and its path: the one with the fewest parameters.
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
    // The documented GET also describes HEAD.
    found(&own).or_else(|| found("get").filter(|_| method == Method::HEAD))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
