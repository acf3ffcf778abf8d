//! [`Texts`]: whether a text matches a pattern, and whether it has a format.

use std::collections::HashMap;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// Compiled patterns and formats.
#[derive(Default)]
pub(super) struct Texts(HashMap<(&'static str, String), Option<Validator>>);

/// Formats that forbid no text.
pub(super) fn is_only_named(format: &str) -> bool {
    matches!(format, "binary" | "commonmark" | "html" | "password")
}

impl Texts {
    /// Whether the text matches; `None` if the expression is not valid.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> Option<bool> {
        self.is_valid("pattern", pattern, text)
    }

    /// Whether the text has the format, as far as the format is known.
    pub(super) fn has_format(&mut self, format: &str, text: &str) -> Option<bool> {
        self.is_valid("format", format, text)
    }

    fn is_valid(&mut self, keyword: &'static str, value: &str, text: &str) -> Option<bool> {
        let validator = self
            .0
            .entry((keyword, value.to_owned()))
            .or_insert_with(|| compiled(&json!({ keyword: value })));
        let text = Value::from(text);
        validator
            .as_ref()
            .map(|validator| validator.is_valid(&text))
    }
}

fn compiled(schema: &Value) -> Option<Validator> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .ok()
}
