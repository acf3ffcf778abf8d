//! The problems that no handler wrote.

use std::any::Any;

use http::StatusCode;
use http::header::ALLOW;
use serde_json::Map;

use crate::describe::ErrorAnswer;
use crate::error::logged;
use crate::fault::Fault;
use crate::problem::Problem;

const VALIDATION_ERROR: &str = "validation_error";

impl Problem {
    /// What the document says of a problem like this one.
    #[must_use]
    pub fn described(&self) -> ErrorAnswer {
        let mut extensions = Map::new();
        if self.code.as_deref() == Some(VALIDATION_ERROR) {
            let faults = serde_json::json!({ "type": "array", "items": Fault::schema() });
            extensions.insert("errors".to_owned(), faults);
        }
        ErrorAnswer {
            title: self.title.to_string(),
            type_uri: self.type_uri.to_string(),
            detail: self.detail.as_ref().map(ToString::to_string),
            required: extensions.keys().cloned().collect(),
            extensions,
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
        if status == StatusCode::METHOD_NOT_ALLOWED {
            return Self::method_not_allowed();
        }
        Self::of_status(status)
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
    fn a_panic_leaks_nothing() {
        let problem = Problem::panicked(Box::new("the password is hunter2"));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal_server_error"}"#
        );
    }
}
