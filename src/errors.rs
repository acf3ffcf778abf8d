//! Handlers of errors, which see the request and may choose the status: see [`ErrorFormat::on`](crate::ErrorFormat::on).
//!
//! ```
//! use steadfast::errors::{ErrorHandler, ErrorKind, ErrorOrigin, ErrorReply, FailedRequest, IntoErrorReply};
//! use steadfast::prelude::*;
//!
//! #[derive(ResponseModel)]
//! struct Sorry { message: String, documented: bool }
//!
//! /// Errors of the app in words of its own.
//! fn sorry(failed: &FailedRequest<'_>) -> ErrorReply<Sorry> {
//!     let place = failed.route().unwrap_or(failed.uri().path());
//!     let mut message = format!("{} {place}: {}", failed.method(), failed.problem().title);
//!     if failed.origin() == ErrorOrigin::Router {
//!         message.push_str(", see /docs");
//!     }
//!     let reply = ErrorReply::new(Sorry { message, documented: failed.error_type().is_some() });
//!     let language = failed.headers().get("accept-language").is_some() && failed.extensions().is_empty();
//!     if language { reply.status(404).header("content-language", "en") } else { reply }
//! }
//!
//! /// A model alone keeps the status of the error.
//! fn short(failed: &FailedRequest<'_>) -> Sorry {
//!     Sorry { message: format!("{} at {}", failed.problem().title, failed.parts().uri), documented: true }
//! }
//!
//! /// Both are answers.
//! fn reply<A: IntoErrorReply>(answer: A) -> ErrorReply<A::Model> {
//!     answer.into_error_reply()
//! }
//!
//! let kinds = ErrorKind::any_of([ErrorKind::ROUTER, ErrorKind::status(410), ErrorKind::code("plan_gone")]);
//! let format = ErrorFormat::Problem
//!     .on(kinds, ErrorHandler::new(sorry).status(404).optional_header("Content-Language", "Of the message."))
//!     .on(ErrorKind::extractor::<Query<Vec<String>>>(), ErrorHandler::new(short).media_type("application/sorry+json"))
//!     .on(ErrorKind::of::<Fail<409>>(), ErrorHandler::new(short));
//! let api: Api = Api::new("Shop", "1.0.0").errors(format);
//! ```

pub use response_core::problem::{
    ErrorHandler, ErrorKind, ErrorOrigin, ErrorReply, FailedRequest, IntoErrorReply,
};
