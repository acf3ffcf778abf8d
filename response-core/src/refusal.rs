//! The problems that no handler wrote.

use std::any::Any;

use http::StatusCode;
use http::header::ALLOW;
use serde_json::{Map, Value, json};

use crate::describe::{ErrorAnswer, Header};
use crate::error::logged;
use crate::fault::Fault;
use crate::problem::Problem;

const VALIDATION_ERROR: &str = "validation_error";

impl Problem {
    /// What the document says of a problem like this one: that it has these members and these headers, of the types that
    /// they have here. A challenge is always the same; what else differs from one occurrence to the next is an example.
    ///
    /// ```
    /// use http::StatusCode;
    /// use response_core::Problem;
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
            let faults = json!({ "type": "array", "items": Fault::schema() });
            extensions.insert("errors".to_owned(), faults);
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

    /// 500 `internal_server_error`: the server has failed, and the client need not know how.
    #[doc(hidden)]
    #[must_use]
    pub fn untold() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).code("internal_server_error")
    }

    /// An error of which only the status is known; the code is its reason phrase.
    #[cfg(feature = "tower")]
    pub(crate) fn bare(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(),
            status => Self::of_status(status),
        }
    }

    /// 404 `not_found`: no route has the path.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
            .code("not_found")
            .detail("there is nothing at this path")
    }

    /// 405 `method_not_allowed`: the path has no such method. The response has to carry
    /// [`Allow`](Self::allowing) (RFC 9110 section 15.5.6), which a router adds.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED)
            .code("method_not_allowed")
            .detail("this path does not support the method")
    }

    /// Adds `Allow`: the methods that the path has.
    ///
    /// ```
    /// use response_core::Problem;
    ///
    /// let problem = Problem::method_not_allowed().allowing(["GET", "HEAD"]);
    /// assert_eq!(problem.headers["allow"], "GET, HEAD");
    /// ```
    #[must_use]
    pub fn allowing<'m>(self, methods: impl IntoIterator<Item = &'m str>) -> Self {
        let methods: Vec<&str> = methods.into_iter().collect();
        self.header(ALLOW, methods.join(", "))
    }

    /// 413 `payload_too_large`: the body is longer than the server takes (RFC 9110 section 15.5.14).
    #[must_use]
    pub fn payload_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE)
            .code("payload_too_large")
            .detail("the body of the request is too large")
    }

    /// 415 `unsupported_media_type`: the body is not of the type that is read here (RFC 9110 section 15.5.16).
    #[must_use]
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .code("unsupported_media_type")
            .detail(format!("expected a body with `Content-Type: {expected}`"))
    }

    /// 422 `validation_error`: the request is understood, but its values are not (RFC 9110 section 15.5.21).
    #[must_use]
    pub fn invalid(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY)
            .code(VALIDATION_ERROR)
            .detail("the request is invalid")
            .errors(faults)
    }

    /// 500 `internal_server_error`: a handler has panicked. The payload of the panic is logged; the client learns
    /// nothing of it.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what catches a panic hands over its payload"
    )]
    pub fn panicked(payload: Box<dyn Any + Send>) -> Self {
        let message = panic_message(payload.as_ref());
        logged(Self::untold(), &format_args!("panicked: {message}"))
    }
}

/// The type of a value, which is an example of it.
fn schema_of(value: &Value) -> Value {
    let name = match value {
        Value::Null => return json!({}),
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    json!({ "type": name, "examples": [value] })
}

/// What a panic has said.
#[must_use]
pub fn panic_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic with a payload that is not a text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_described_with_its_headers_and_its_extensions() {
        let described = Problem::new(StatusCode::UNAUTHORIZED)
            .header("www-authenticate", "Bearer")
            .header("x-tries", 3)
            .extension("names", vec!["Ada"])
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
        assert_eq!(described.extensions["names"]["type"], "array");
        assert_eq!(described.required, ["names", "tries"]);
    }

    #[test]
    fn a_panic_leaks_nothing() {
        let problem = Problem::panicked(Box::new("the password is hunter2"));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal_server_error"}"#
        );
    }
}
