//! Extractors whose rejections are [`Problem`]s that name every fault.
//!
//! [`Json`], [`Path`], [`Query`] and [`Form`] are used like axum's, and so are [`Header`] and [`Cookie`]. A bad request
//! is answered differently: with a 422 with `errors: [{loc, msg, type}]`, which never repeats a value of the request.
//! axum's own extractors, and yours, keep working beside them.
//!
//! # All faults at once
//!
//! Serde stops at the first fault. A valid value is read once, at no extra cost. An invalid one is read again and
//! again, each time past the faults found so far, until all are found: missing fields, wrong types, unknown fields
//! (with `#[serde(deny_unknown_fields)]`), unknown variants, at any depth and in every item. What the published schema
//! forbids is reported together with them: a body that lacks `name`, and has a `qty` of 11 where the maximum is 10, has two
//! faults. The same holds for a query, a form, a path, the headers and the cookies. A value that could not be read is not
//! also reported as too large. A response lists the first of them, at most 100, and the search ends after a fixed amount of
//! work: for a large body with very many faults, it lists those found until then. A few things follow:
//!
//! - A constraint that only code knows (a `custom` one of garde, `Valid<Json<T>>`) is checked once the value could be read,
//!   and reported with what the schema forbids and with the faults of the other arguments.
//! - A `MultipartForm` is read by a type of another crate, which stops at its first fault: the schema finds the others.
//! - A conversion of yours (`#[serde(try_from = "..")]`, `deserialize_with`) is also called with values that stand in
//!   for the bad ones, and must not have effects. It may refuse: its message (`a name must not be empty`) is repeated
//!   to the client if it is the same for one of those values, since then it contains no value of the request. Any other
//!   message becomes `invalid value`.
//! - Where serde buffers (`flatten`, `untagged`, `tag = ".."`), the whole has one fault at a time, unless the schema says
//!   where the faults are.
//! - The faults of the path, the query, the headers, the cookies and the body are reported in one response, if
//!   `routes![]` mounts the handler: once an extractor has refused the request, the later ones are run too. No
//!   extractor is run twice. One that is not from this crate is not run any more, and ends the search: a login, for
//!   example, must not reveal what it guards to a client that it would have turned away. So put a guard before what it
//!   guards. An extractor of yours that only reads the request takes part by [`RequestPart::AFTER_REFUSAL`].
//! - A handler that is mounted by hand, `.route("/users", post(create_user))`, reports the faults of the first
//!   extractor that refuses the request, since axum runs the extractors there.
//!
//! # Limits of a refusal
//!
//! A client chooses how many faults its request has and how long its keys are, so a response lists at most 100 faults, 128
//! bytes of each key, and 15,000 bytes of faults in all, also for an extractor of yours ([`Problem`](crate::Problem#bounds)).
//! With its header section it is shorter than 20,000 bytes, and it takes time and memory linear in the size of the request.
//!
//! # Credentials
//!
//! [`Bearer`], [`BasicAuth`] and [`ApiKey`] read the credentials of a request, refuse a request without any with a 401
//! and its challenge, and add their security scheme to the document. [`BasicAuthIn`] does so for a realm of your own. As an
//! `Option` none of them refuses a request: the document shows the scheme as optional, beside the 401 of the handler's own
//! error, if it has one. An extractor of your own that identifies the user calls one of them, and uses its description:
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
//! # Adding to the response
//!
//! An extractor of your own may add headers and cookies to the response, and work that runs when the request has ended:
//! [`AddToResponse`](crate::AddToResponse). [`Accept`] reads which of two media types the client wants.
//!
//! # A body of your own format
//!
//! An extractor of yours that reads the body calls [`read_body`] with the number of bytes that it accepts. A longer body is a
//! 413, before any of it is read if the request says how long it is.
//!
//! # Partial updates
//!
//! [`MergePatch`] reads a JSON merge patch (`application/merge-patch+json`), whose members are [`Field`](crate::Field)s: what it
//! leaves out stays as it is.
//!
//! # Preconditions
//!
//! [`IfMatch`] reads the version that a client wants to change (`If-Match`, `If-None-Match`), and the handler compares it with
//! the current one: 412, documented. [`IfMatch<Required>`](Required) refuses a request without one (428).
//!
//! # The schema leads
//!
//! The type inside an extractor derives `serde::Deserialize` and `schemars::JsonSchema`. The schema is in the document, and it
//! is what the extractor goes by:
//!
//! - What it forbids is refused, as `#[schemars(range(min = 1))]`, a pattern, a format or `uniqueItems`, and told with the
//!   limit as data: `{"loc": ["query", "age"], "msg": "must be at least 18", "type": "greater_than_equal", "limit": 18}`.
//! - A text is what the schema says it is, also where serde reads from a buffer (`flatten`, `untagged`, `tag = ".."`) and does
//!   not say what it expects.
//! - A list in a query or a form is repeated (`tag=a&tag=b`), an object is deep (`filter[age]=7`), a list in a header has
//!   commas. The document says so (`style`, `explode`).
//! - What could never be read as documented is an error when the router is built: a text that is a string in one variant and a
//!   number in another, an object in a header, a list of lists in a query, a number of 128 bits in serde's buffer.
//!
//! A boolean in a text is `1`, `true`, `on`, `yes`, `t` or `y`, or `0`, `false`, `off`, `no`, `f` or `n`, in any case: the words that
//! FastAPI reads.
//!
//! A few readings are more lenient than the schema: a field of a form or a query that was left blank is absent if it is not
//! text, and an integer in a text may have a `+` and leading zeros. A few promises only prose can keep: a key of a map is
//! a whole number of its type, an integer with a fraction or an exponent is at most 2^53, an `Option<Query<T>>` is there as a whole or not at all, and so is a flattened `Option`.
//!
//! In a handler that is mounted by hand, which no document shows, a type is read as serde has it.
//!
//! With feature `garde`, `Valid<Json<T>>` adds the constraints that only `#[garde(..)]` knows. A value that could not be read
//! is not checked by garde.

mod accept;
mod axum_inputs;
pub(crate) mod body;
mod checked;
mod cookie;
mod credentials;
mod faults;
mod form;
mod from_ref;
mod hasher;
mod header;
mod json;
mod json_limits;
mod last_event_id;
pub(crate) mod matched;
mod merge_patch;
#[cfg(feature = "multipart")]
mod multipart;
mod parameters;
mod path;
mod precondition;
mod query;
mod schema;
mod straight;
mod strict;
mod texts;
#[cfg(feature = "garde")]
mod valid;
#[cfg(feature = "garde")]
mod violations;

pub use accept::Accept;
pub use axum::extract::State;
pub use axum_inputs::AxumInput;
#[doc(hidden)]
pub use axum_inputs::{AsksAxum, AxumPart, RejectingPart, RejectsBody, RejectsParts};
pub use body::read_body;
pub use cookie::Cookie;
pub use credentials::{ApiKey, BasicAuth, BasicAuthIn, Bearer, Key, KeyPlace, Realm};
use faults::{DATE, MOMENT};
pub use form::Form;
pub use from_ref::FromRef;
pub use header::Header;
pub use json::Json;
pub use last_event_id::LastEventId;
pub use merge_patch::{MergePatch, OR_JSON};
#[cfg(feature = "multipart")]
pub use multipart::{FilePart, MultipartForm};
pub(crate) use parameters::short_name;
pub use path::Path;
pub use precondition::{IfMatch, IfUnmodifiedSince, Required, Requirement};
pub use query::Query;
pub use response_core::contract::{AfterRefusal, Extractor, RequestPart};
pub(crate) use schema::compiled;

use response_core::contract::Operation;
use response_core::problem::Problem;

#[cfg(feature = "garde")]
pub use valid::{Holds, Valid};

/// The methods and traits of a tuple struct around one value.
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

        #[diagnostic::do_not_recommend]
        impl<T> response_core::contract::Extractor for $extractor<T> {}
    };
}
use wraps;

/// Adds a rejection to the document, once.
fn refuses(operation: &mut Operation<'_>, problem: &Problem) {
    operation.add_error(problem.described());
}
