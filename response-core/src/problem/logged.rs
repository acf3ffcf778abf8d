//! Logging server errors, where they become problems.

use std::error::Error;
use std::fmt;

use super::details::Problem;
use crate::message::log::{Chain, LOG};

impl Problem {
    /// The problem for an error that was not declared: a 500 with the code `internal_server_error`.
    ///
    /// The error is logged with its sources; the client sees nothing of it.
    ///
    /// ```
    /// use steadfast::Problem;
    ///
    /// let error = std::io::Error::other("disk 7 is full");
    /// assert_eq!(Problem::internal(&error).detail, None);
    /// ```
    #[must_use]
    pub fn internal(error: &dyn Error) -> Self {
        logged(Self::untold(), &Chain(error))
    }
}

/// Logs a server error, once, where it becomes a problem. The span around it, which the completing layer opens, names
/// the request and the route.
pub(crate) fn logged(problem: Problem, error: &dyn fmt::Display) -> Problem {
    tracing::error!(
        target: LOG,
        status = problem.status.as_u16(),
        code = problem.code.as_deref(),
        %error,
        "server error"
    );
    problem.known_to_the_log()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_undeclared_error_tells_the_client_nothing() {
        let problem = Problem::internal(&std::io::Error::other("disk 7 is full"));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal_server_error"}"#
        );
    }
}
