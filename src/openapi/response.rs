//! What successes and errors have in common as responses.

use http::StatusCode;
use response_core::describe::Header;
use serde_json::{Map, Value, json};

pub(super) fn headers(headers: &[Header]) -> Value {
    let headers: Map<String, Value> = headers
        .iter()
        .map(|header| {
            let mut object = json!({ "required": header.required, "schema": header.schema });
            if !header.description.is_empty() {
                object["description"] = header.description.as_str().into();
            }
            (header.name.to_owned(), object)
        })
        .collect();
    headers.into()
}

/// The reason phrase of a status.
pub(super) fn reason(status: u16) -> String {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map_or_else(|| status.to_string(), str::to_owned)
}
