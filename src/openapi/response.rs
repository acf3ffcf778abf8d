//! The parts that successes and errors share as responses.

use http::StatusCode;
use response_core::contract::Header;
use serde_json::{Map, Value, json};

/// The headers of a response: its own, and the one that every response has.
pub(super) fn headers(headers: &[Header]) -> Value {
    let is_own = headers
        .iter()
        .any(|header| header.name.eq_ignore_ascii_case(REQUEST_ID));
    let reference = json!({ "$ref": format!("#/components/headers/{REQUEST_ID}") });
    let of_all = (!is_own).then(|| (REQUEST_ID.to_owned(), reference));
    let headers: Map<String, Value> = headers.iter().map(named).chain(of_all).collect();
    headers.into()
}

/// Adds headers that are sent whatever else sets a header of their name.
pub(super) fn replace_headers(response: &mut Value, headers: &[Header]) {
    let known = response["headers"].take();
    let mut all = match known {
        Value::Object(known) => known,
        _ => Map::new(),
    };
    all.retain(|name, _| {
        headers
            .iter()
            .all(|header| !header.name.eq_ignore_ascii_case(name))
    });
    all.extend(headers.iter().map(named));
    response["headers"] = all.into();
}

fn named(header: &Header) -> (String, Value) {
    // `json!` would serialize the schema to copy it.
    let mut object = Map::new();
    object.insert("required".to_owned(), header.required.into());
    object.insert("schema".to_owned(), header.schema.clone());
    if !header.description.is_empty() {
        let description = header.description.as_str().into();
        object.insert("description".to_owned(), description);
    }
    (header.name.to_owned(), object.into())
}

/// The header that the completing layer adds to every response.
pub(super) const REQUEST_ID: &str = "X-Request-Id";

/// Removes the header that the completing layer adds, from responses that it does not see.
pub(super) fn without_request_id(responses: &mut Map<String, Value>) {
    for (_, response) in responses {
        let Some(response) = response.as_object_mut() else {
            continue;
        };
        let headers = response.get_mut("headers").and_then(Value::as_object_mut);
        if let Some(headers) = headers {
            headers.remove(REQUEST_ID);
            if headers.is_empty() {
                response.remove("headers");
            }
        }
    }
}

/// The Header Object that every response refers to. It is not required, since a router made by hand, without the layer,
/// serves the same routes without it.
pub(super) fn request_id() -> Value {
    json!({
        "description": "The id of the request, to quote to the people who run the server: the one it came with, or a new one",
        "required": false,
        "schema": { "type": "string" },
    })
}

/// The reason phrase of a status.
pub(super) fn reason(status: u16) -> String {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map_or_else(|| status.to_string(), str::to_owned)
}
