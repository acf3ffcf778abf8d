//! How a problem is described in the document.

use serde_json::{Map, Value, json};

use super::{ErrorAnswer, Header};
use crate::problem::{Fault, Problem, VALIDATION_ERROR};

impl Problem {
    /// Describes problems like this one for the document: they have these members and these headers, with the types
    /// that they have here. A challenge is always the same; other values that differ between occurrences are examples.
    ///
    /// ```
    /// use http::StatusCode;
    /// use steadfast::Problem;
    ///
    /// let described = Problem::new(StatusCode::CONFLICT)
    ///     .code("no_credit")
    ///     .header("X-Balance", 30)
    ///     .extension("balance", 30)
    ///     .described();
    /// assert_eq!(described.headers[0].name, "X-Balance");
    /// assert_eq!(described.extensions["balance"]["type"], "integer");
    /// ```
    #[must_use]
    pub fn described(&self) -> ErrorAnswer {
        let mut extensions = Map::new();
        if self.code.as_deref() == Some(VALIDATION_ERROR) || !self.errors.is_empty() {
            // The document has the items as a schema of its own.
            let faults: [(&str, Value); 2] =
                [("type", "array".into()), ("maxItems", Fault::MOST.into())];
            extensions.insert("errors".to_owned(), Value::from_iter(faults));
        }
        for (name, value) in &self.extensions {
            extensions.insert(name.to_string(), schema_of(value));
        }
        ErrorAnswer {
            title: self.title.to_string(),
            type_uri: self.type_uri.to_string(),
            detail: self.detail.as_ref().map(ToString::to_string),
            required: extensions.keys().cloned().collect(),
            extensions,
            headers: self
                .headers
                .iter()
                .map(|(name, value)| Header::occurring(name, value))
                .collect(),
            format: self.format.clone(),
            ..ErrorAnswer::new(
                self.status.as_u16(),
                self.code.as_deref().unwrap_or_default(),
            )
        }
    }
}

/// The JSON type of a value, with the value as an example.
fn schema_of(value: &Value) -> Value {
    let mut schema = type_of(value);
    if !value.is_null() {
        schema["examples"] = json!([value]);
    }
    schema
}

/// The type of a value; of a list also that of its items, if it is the same for all of them.
fn type_of(value: &Value) -> Value {
    let name = match value {
        Value::Null => return json!({}),
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Object(_) => "object",
        Value::Array(items) => {
            let mut types = items.iter().map(type_of);
            let first = types.next().unwrap_or_else(|| json!({}));
            let items = if types.all(|other| other == first) {
                first
            } else {
                json!({})
            };
            return json!({ "type": "array", "items": items });
        }
    };
    json!({ "type": name })
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[test]
    fn a_problem_is_described_with_its_headers_and_its_extensions() {
        let described = Problem::new(StatusCode::UNAUTHORIZED)
            .header("www-authenticate", "Bearer")
            .header("x-tries", 3)
            .extension("names", vec!["Ada"])
            .extension("several", json!([1, "two"]))
            .extension("tries", 3)
            .described();
        let headers: Vec<_> = described
            .headers
            .iter()
            .map(|header| (header.name, header.required, header.schema.clone()))
            .collect();
        assert_eq!(
            headers,
            [
                (
                    "WWW-Authenticate",
                    true,
                    json!({ "type": "string", "const": "Bearer" })
                ),
                ("X-Tries", true, json!({ "type": "string" })),
            ]
        );
        assert_eq!(
            described.extensions["tries"],
            json!({ "type": "integer", "examples": [3] })
        );
        assert_eq!(
            described.extensions["names"],
            json!({ "type": "array", "items": { "type": "string" }, "examples": [["Ada"]] })
        );
        assert_eq!(described.extensions["several"]["items"], json!({}));
        assert_eq!(described.required, ["names", "several", "tries"]);
    }
}
