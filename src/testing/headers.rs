//! Checking the headers of a response against the document.

use axum::http::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::closed::{entries, resolved, validator};

pub(super) fn check(document: &Value, promised: &Value, headers: &HeaderMap) -> Result<(), String> {
    for (name, header) in entries(promised) {
        let header = resolved(document, header);
        let mut sent = headers.get_all(name).iter().peekable();
        if header["required"] == true && sent.peek().is_none() {
            return Err(format!("the header `{name}` is promised"));
        }
        let schema = &header["schema"];
        // Any field value is text.
        if sent.peek().is_none() || schema.is_null() || *schema == text() {
            continue;
        }
        let validator = validator(document, schema)?;
        for value in sent {
            if !values(value).iter().any(|value| validator.is_valid(value)) {
                return Err(format!(
                    "the header `{name}` is not as documented: {value:?} is not of {schema}"
                ));
            }
        }
    }
    Ok(())
}

fn text() -> Value {
    serde_json::json!({ "type": "string" })
}

/// The values that a header field may mean: its text, or the number or boolean that it spells.
fn values(sent: &HeaderValue) -> Vec<Value> {
    let text = String::from_utf8_lossy(sent.as_bytes());
    let scalar = serde_json::from_str(&text)
        .ok()
        .filter(|value: &Value| value.is_number() || value.is_boolean());
    scalar
        .into_iter()
        .chain([Value::from(text.as_ref())])
        .collect()
}
