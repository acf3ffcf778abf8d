//! Declared errors: each has a status, a code and a problem.

mod fail;
mod precondition;

pub use fail::{Fail, NamesError};
pub use precondition::PreconditionFailed;

use std::any::type_name;
use std::convert::Infallible;
use std::sync::Arc;

use crate::contract::Operation;
use crate::problem::Problem;

/// An error that a handler declares: each of its variants has a status, a `code` and a problem, and the document lists
/// them.
///
/// `#[derive(ErrorResponse)]` writes the implementation. By hand it looks like this:
///
/// ```
/// use http::StatusCode;
/// use steadfast::describe::{ErrorAnswer, Operation};
/// use steadfast::{ErrorResponse, Problem};
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
/// An implementation by hand has to keep its two functions in step. [`Problem`] itself does not implement the trait,
/// since the document could not list the errors of an operation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared error [undeclared_error]",
    label = "`ErrorResponse` is not implemented",
    note = "the document lists the errors of an operation, so each must declare its status",
    note = "derive it with `#[derive(ErrorResponse)]` and give each variant a `#[response(status = ..)]`",
    note = "hold an error from another crate in a variant: `#[response(status = 500)] Database(#[from] sqlx::Error)`; if a sentence is enough, return `Fail<404>`"
)]
pub trait ErrorResponse: Sized {
    /// Returns the problem that the client sees. A 5xx is logged here, with its sources; the client never sees its
    /// message.
    fn into_problem(self) -> Problem;

    /// Adds to the document the errors that [`into_problem`](Self::into_problem) can return.
    fn describe(operation: &mut Operation<'_>);
}

/// For extractors and layers that refuse a request: `type Rejection = Problem`, and `?`.
impl<E: ErrorResponse> From<E> for Problem {
    fn from(error: E) -> Self {
        error.into_problem().declared_by(type_name::<E>())
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
