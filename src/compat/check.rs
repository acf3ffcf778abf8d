//! [`Check`]: the `jsonschema` crate's opinion of a witness.

use std::collections::HashMap;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::document::Document;

const OLD: &str = "steadfast:///old";
const NEW: &str = "steadfast:///new";

/// Both documents, as the validator reads them.
pub(super) struct Check<'d> {
    registry: Option<Registry<'d>>,
    /// By the text of the schema: many operations have the same one.
    validators: HashMap<(bool, String), Option<Validator>>,
}

impl<'d> Check<'d> {
    pub(super) fn new(old: &'d Document, new: &'d Document) -> Self {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(OLD, &old.root)
            .and_then(|builder| builder.add(NEW, &new.root))
            .and_then(jsonschema::RegistryBuilder::prepare);
        Self {
            registry: registry.ok(),
            validators: HashMap::new(),
        }
    }

    /// Whether the value is valid under a schema of the document; `None` if the schema cannot be compiled.
    pub(super) fn is_valid(
        &mut self,
        document: &'d Document,
        schema: &'d Value,
        value: &Value,
    ) -> Option<bool> {
        let registry = self.registry.as_ref()?;
        let validator = self
            .validators
            .entry((document.is_old, schema.to_string()))
            .or_insert_with(|| {
                let uri = if document.is_old { OLD } else { NEW };
                let pointer = document.pointer(schema)?;
                let reference = json!({ "$ref": format!("{uri}#{}", encoded(&pointer)) });
                jsonschema::options()
                    .with_draft(Draft::Draft202012)
                    .with_registry(registry)
                    .should_validate_formats(true)
                    .should_ignore_unknown_formats(true)
                    .build(&reference)
                    .ok()
            });
        validator
            .as_ref()
            .map(|validator| validator.is_valid(value))
    }
}

/// A JSON pointer as the fragment of a URI (RFC 6901 section 6).
fn encoded(pointer: &str) -> String {
    let mut encoded = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
