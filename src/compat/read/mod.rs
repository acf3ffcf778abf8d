//! What a document says of an operation, without a comparison.

pub(super) mod answer;
pub(super) mod content;
pub(super) mod credentials;
pub(super) mod mounted;
pub(super) mod parameter;

use serde_json::Value;

/// The schema where none is given.
pub(super) static ANYTHING: Value = Value::Bool(true);
