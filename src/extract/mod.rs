//! Extractors whose refusals are [`Problem`]s that name every fault they know of.
//!
//! [`Json`], [`Path`], [`Query`] and [`Form`] are used as axum's are, [`Header`] and [`Cookie`] like them. They differ in what a bad request is answered
//! with: a 422 with `errors: [{loc, msg, type}]`, in which no value of the request is ever repeated. axum's own
//! extractors, and yours, keep working beside them.
//!
//! # All faults at once
//!
//! Serde stops at the first fault. What is accepted is read once, and nothing is added to that; what is refused is read
//! again and again, each time past the faults found so far, until all are told: missing fields, wrong types, unknown
//! fields (where `#[serde(deny_unknown_fields)]` stands), unknown variants, at any depth and in every item. An answer
//! tells 100 faults at most, and the search ends after a fixed amount of work: a large and thoroughly wrong body is told
//! what was found until then. A few things follow:
//!
//! - A conversion of yours (`#[serde(try_from = "..")]`, `deserialize_with`) is also called with values that stand in for
//!   the bad ones, and must not have effects. It may refuse: what it says (`a name must not be empty`) is repeated to the
//!   client if it says the very same of one of those values, since then no value of the request stands in it. Any other
//!   message becomes `invalid value`.
//! - Where serde buffers (`flatten`, `untagged`, `tag = ".."`), it is one fault for the whole, and the next one after that.
//! - The faults of the path, the query, the headers, the cookies and the body are told in one answer, where `routes![]`
//!   mounts the handler: once an extractor has refused the request, the ones behind it are asked too. No extractor is run
//!   twice. One that is not from here is not run any more, and ends the search: what it guards, as a login does, is not
//!   told to whom it would have turned away. So a guard stands before what it guards. An extractor of yours that only
//!   reads the request takes part by [`RequestPart::AFTER_REFUSAL`].
//! - A handler that is mounted by hand, `.route("/users", post(create_user))`, tells the faults of the first extractor that
//!   refuses: there axum runs them.
//!
//! # Who asks
//!
//! [`Bearer`], [`BasicAuth`] and [`ApiKey`] read what a request shows for itself, refuse one that shows nothing with a 401
//! and its challenge, and write their security scheme into the document. An extractor of yours that looks up who it is
//! asks one of them, and documents itself by it:
//!
//! ```
//! use axum::extract::FromRequestParts;
//! use axum::http::request::Parts;
//! use steadfast::describe::Operation;
//! use steadfast::extract::{Bearer, Extractor, RequestPart};
//! use steadfast::prelude::*;
//!
//! struct CurrentUser(i64);
//!
//! #[derive(Debug, thiserror::Error, ErrorResponse)]
//! enum UserError {
//!     #[error("the account is closed")]
//!     #[response(status = 403)]
//!     AccountClosed,
//! }
//!
//! impl<S: Sync> FromRequestParts<S> for CurrentUser {
//!     type Rejection = Problem;
//!
//!     async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
//!         let Bearer(token) = <Bearer as FromRequestParts<S>>::from_request_parts(parts, state).await?;
//!         match token.parse() {
//!             Ok(0) => Err(UserError::AccountClosed)?,
//!             Ok(id) => Ok(Self(id)),
//!             Err(_) => Err(Bearer::refused()),
//!         }
//!     }
//! }
//!
//! impl Extractor for CurrentUser {}
//!
//! impl RequestPart for CurrentUser {
//!     fn describe(operation: &mut Operation<'_>) {
//!         Bearer::describe(operation);
//!         <UserError as ErrorResponse>::describe(operation);
//!     }
//! }
//! ```
//!
//! # Constraints
//!
//! What `#[schemars(range(min = 1))]` says of a field stands in the document, and nothing checks it. With feature `garde`,
//! `Valid<Json<T>>` checks the constraints that `T` declares with `#[garde(..)]`, which stand in the document too, and
//! tells the violations the same way. What has faults is not checked for violations.
//!
//! A type inside of them derives `serde::Deserialize` and, so that the document can show it, `schemars::JsonSchema`.

mod axum_inputs;
mod body;
mod cookie;
mod credentials;
mod faults;
mod form;
mod header;
mod json;
mod last_event_id;
#[cfg(feature = "multipart")]
mod multipart;
mod named;
mod parameters;
mod path;
mod query;
mod strict;
#[cfg(feature = "garde")]
mod valid;
#[cfg(feature = "garde")]
mod violations;

pub use axum::extract::State;
pub use axum_inputs::AxumInput;
#[doc(hidden)]
pub use axum_inputs::{AsksAxum, AxumPart};
pub use cookie::Cookie;
pub use credentials::{ApiKey, BasicAuth, Bearer, Key, KeyPlace};
pub(crate) use faults::MOST_FAULTS;
pub use form::Form;
pub use header::Header;
pub use json::Json;
pub use last_event_id::LastEventId;
#[cfg(feature = "multipart")]
pub use multipart::{FilePart, MultipartForm};
pub use path::Path;
pub use query::Query;
pub use response_core::contract::{AfterRefusal, Extractor, RequestPart};

use response_core::contract::Operation;
use response_core::problem::Problem;

#[cfg(feature = "garde")]
pub use valid::{Holds, Valid};

/// What a tuple struct around one value can do.
macro_rules! wraps {
    ($extractor:ident) => {
        impl<T> std::ops::Deref for $extractor<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> std::ops::DerefMut for $extractor<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }

        impl<T> From<T> for $extractor<T> {
            fn from(inner: T) -> Self {
                Self(inner)
            }
        }

        impl<T> response_core::contract::Extractor for $extractor<T> {}
    };
}
use wraps;

/// Writes a refusal into the document, once.
fn refuses(operation: &mut Operation<'_>, problem: &Problem) {
    operation.add_error(problem.described());
}
