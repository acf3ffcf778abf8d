//! Errors as clients see them: problem details (RFC 9457), the faults of a request, and the error format of an app.

mod details;
pub mod fault;
mod format;
mod logged;
mod own_body;
mod refusal;

#[doc(hidden)]
pub use details::OWN_MEMBERS;
pub use details::{Members, Problem};
pub use fault::{Fault, Loc};
pub use format::{CustomFormat, ErrorFormat, RenderedProblem};
pub(crate) use logged::logged;
pub(crate) use refusal::VALIDATION_ERROR;
