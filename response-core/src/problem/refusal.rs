//! The problems that do not come from a handler.

use std::any::Any;
use std::time::Duration;

use http::StatusCode;
use http::header::{ALLOW, VARY};

use super::details::Problem;
use super::fault::Fault;
use super::logged::logged;
use super::origin::ErrorOrigin;
use crate::message::panic::message_of;

pub(crate) const VALIDATION_ERROR: &str = "validation_error";

impl Problem {
    /// 500 `internal_server_error`: the server has failed, and the client does not learn how.
    #[doc(hidden)]
    #[must_use]
    pub fn untold() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).code("internal_server_error")
    }

    /// A problem with only a status.
    #[doc(hidden)]
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let problem = Self::new(status);
        let code = code_of(&problem.title);
        problem.code(code)
    }

    /// An error with only a status; its code comes from the reason phrase.
    #[cfg(feature = "tower")]
    #[doc(hidden)]
    #[must_use]
    pub fn bare(status: StatusCode) -> Self {
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

    /// 405 `method_not_allowed`: the path does not support the method. The response has to carry
    /// [`Allow`](Self::allowing) (RFC 9110 section 15.5.6), which a router adds.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED)
            .code("method_not_allowed")
            .detail("this path does not support the method")
    }

    /// Adds `Allow`: the methods of the path.
    ///
    /// ```
    /// use steadfast::Problem;
    ///
    /// let problem = Problem::method_not_allowed().allowing(["GET", "HEAD"]);
    /// assert_eq!(problem.headers["allow"], "GET, HEAD");
    /// ```
    #[must_use]
    pub fn allowing<'m>(self, methods: impl IntoIterator<Item = &'m str>) -> Self {
        let methods: Vec<&str> = methods.into_iter().collect();
        self.header(ALLOW, methods.join(", "))
    }

    /// 406 `not_acceptable`: the response has none of the media types that the client accepts, only these (RFC 9110 section
    /// 15.5.7).
    #[must_use]
    pub fn not_acceptable(available: &[&str]) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE)
            .code("not_acceptable")
            .detail("the response has none of the media types that the request accepts")
            .header(VARY, "accept")
            .extension("available", available)
    }

    /// 412 `precondition_failed`: the resource is not in the state that the request asks for (RFC 9110 section 15.5.13).
    #[must_use]
    pub fn precondition_failed() -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED)
            .code("precondition_failed")
            .detail("the resource is not the version that the request asks for")
    }

    /// 413 `payload_too_large`: the body is longer than the server accepts (RFC 9110 section 15.5.14).
    #[must_use]
    pub fn payload_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE)
            .code("payload_too_large")
            .detail("the body of the request is too large")
    }

    /// 415 `unsupported_media_type`: the body does not have the expected media type (RFC 9110 section 15.5.16).
    #[must_use]
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .code("unsupported_media_type")
            .detail(format!("expected a body with `Content-Type: {expected}`"))
    }

    /// 503 or 504 `deadline_exceeded`: there is no response at the deadline of the request.
    #[doc(hidden)]
    #[must_use]
    pub fn deadline_exceeded(status: StatusCode) -> Self {
        Self::new(status)
            .code("deadline_exceeded")
            .detail("the request has taken too long")
    }

    /// The problem of a request that has had this long, which is logged.
    #[doc(hidden)]
    #[must_use]
    pub fn overdue(status: StatusCode, limit: Duration) -> Self {
        logged(
            Self::deadline_exceeded(status).out_of(ErrorOrigin::Deadline),
            &format_args!("there is no response after {limit:?}"),
        )
    }

    /// 422 `validation_error`: the request is well-formed, but its values are invalid (RFC 9110 section 15.5.21). It tells
    /// the first of the faults ([how many](Problem#bounds)).
    #[must_use]
    pub fn invalid(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY)
            .code(VALIDATION_ERROR)
            .detail("the request is invalid")
            .errors(faults)
    }

    /// 500 `internal_server_error`: a handler has panicked. The panic message is logged; the client does not see it.
    #[must_use]
    pub fn panicked(payload: Box<dyn Any + Send>) -> Self {
        let message = message_of(payload);
        logged(Self::untold(), &format_args!("panicked: {message}")).out_of(ErrorOrigin::Panic)
    }
}

/// Returns `not_found` for `Not Found`.
fn code_of(reason: &str) -> String {
    reason
        .chars()
        .filter(|letter| *letter != '\'')
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect()
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
