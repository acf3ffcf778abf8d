//! Declared errors: a status, a code and a problem for each.

#[doc(hidden)]
pub mod declared;
mod fail;

pub use fail::{Fail, NamesError};

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::describe::Operation;
use crate::problem::Problem;

/// An error that a handler declares: each of its variants is a status, a `code` and a problem, and the document lists
/// them.
///
/// `#[derive(ErrorResponse)]` writes the implementation; this is one by hand:
///
/// ```
/// use http::StatusCode;
/// use response_core::describe::{ErrorAnswer, Operation};
/// use response_core::{ErrorResponse, Problem};
///
/// struct UserNotFound {
///     id: i64,
/// }
///
/// impl ErrorResponse for UserNotFound {
///     fn into_problem(self) -> Problem {
///         Problem::new(StatusCode::NOT_FOUND)
///             .code("user_not_found")
///             .detail(format!("user {} not found", self.id))
///     }
///
///     fn describe(operation: &mut Operation<'_>) {
///         operation.add_error(ErrorAnswer::new(404, "user_not_found"));
///     }
/// }
/// ```
///
/// An implementation by hand has to keep its two functions in step. [`Problem`] itself does not implement it: the
/// document could not say which errors an operation answers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared error [undeclared_error]",
    label = "no `ErrorResponse`",
    note = "the document lists the errors of an operation, so each has to name its status",
    note = "derive it with `#[derive(ErrorResponse)]` and give each variant a `#[response(status = ..)]`",
    note = "an error of another crate is held by a variant: `#[response(status = 500)] Database(#[from] sqlx::Error)`; where a sentence is enough, return `Fail<404>`"
)]
pub trait ErrorResponse: Sized {
    /// What the client sees. A 5xx is logged here, with its sources; the client never sees its message.
    fn into_problem(self) -> Problem;

    /// Writes down the errors that [`into_problem`](Self::into_problem) can make.
    fn describe(operation: &mut Operation<'_>);
}

/// What an extractor or a layer refuses with: `type Rejection = Problem`, and `?`.
impl<E: ErrorResponse> From<E> for Problem {
    fn from(error: E) -> Self {
        error.into_problem()
    }
}

impl ErrorResponse for Infallible {
    fn into_problem(self) -> Problem {
        match self {}
    }

    fn describe(_: &mut Operation<'_>) {}
}

impl<E: ErrorResponse> ErrorResponse for Box<E> {
    fn into_problem(self) -> Problem {
        (*self).into_problem()
    }

    fn describe(operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

impl<E: ErrorResponse + Clone> ErrorResponse for Arc<E> {
    fn into_problem(self) -> Problem {
        Self::unwrap_or_clone(self).into_problem()
    }

    fn describe(operation: &mut Operation<'_>) {
        E::describe(operation);
    }
}

impl Problem {
    /// The problem of an error that nobody declared: a 500 with the code `internal_server_error`.
    ///
    /// The error is logged with its sources; the client learns nothing of it.
    ///
    /// ```
    /// use response_core::Problem;
    ///
    /// let error = std::io::Error::other("disk 7 is full");
    /// assert_eq!(Problem::internal(&error).detail, None);
    /// ```
    #[must_use]
    pub fn internal(error: &dyn Error) -> Self {
        logged(Self::untold(), &Chain(error))
    }
}

/// A server error is logged once, where it becomes a problem. The span around it, which the completing layer opens, says
/// for which request and in which route.
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

/// The target of every event and span, so that one directive of a filter (`steadfast=error`) is for all of them.
pub(crate) const LOG: &str = "steadfast";

/// An error and its sources, as one line: `could not save: connection lost: broken pipe`.
pub(crate) struct Chain<'e>(pub(crate) &'e dyn Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(formatter, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
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

    #[derive(Debug)]
    struct Outer(std::io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("could not save")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_chain_is_one_line() {
        let error = Outer(std::io::Error::other("disk full"));
        assert_eq!(Chain(&error).to_string(), "could not save: disk full");
    }
}
