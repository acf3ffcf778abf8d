//! Errors as clients see them: problem details (RFC 9457), the faults of a request, and the error format of an app.

mod details;
mod error_reply;
mod failed;
pub mod fault;
mod format;
mod handler;
mod logged;
mod origin;
mod own_body;
mod refusal;
mod unsent;
mod written;

#[doc(hidden)]
pub use details::OWN_MEMBERS;
pub use details::{Members, Problem};
pub use error_reply::{ErrorReply, IntoErrorReply};
pub use failed::FailedRequest;
pub use fault::{Fault, Loc};
pub use format::{CustomFormat, ErrorFormat, HandledErrors, RenderedProblem};
pub use handler::ErrorHandler;
#[doc(hidden)]
pub use handler::{DeclaredHeader, needed_header};
pub(crate) use logged::logged;
#[doc(hidden)]
pub use origin::ErrorFacts;
pub use origin::{ErrorKind, ErrorOrigin, ErrorSource};
pub(crate) use refusal::VALIDATION_ERROR;
