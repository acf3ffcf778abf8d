//! What a route adds to the document beside its types.

use serde_json::Value;

use crate::contract::Operation;

/// Adds members that OpenAPI does not know.
pub fn describe_extensions(extensions: Vec<(&'static str, Value)>, operation: &mut Operation<'_>) {
    for (name, value) in extensions {
        operation.extensions.insert(name.to_owned(), value);
    }
}
