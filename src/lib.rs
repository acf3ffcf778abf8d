//! FastAPI's response contract for Rust, held by the compiler.
//!
//! A handler declares its method, its status and its response model once. A violation does not compile; the same
//! declaration emits the handler's glue, the bytes on the wire and the OpenAPI document.
#![forbid(unsafe_code)]

// Emitted code names `::steadfast`, here too.
extern crate self as steadfast;

#[cfg(feature = "axum")]
mod api;
#[cfg(feature = "axum")]
mod blocking;
#[cfg(feature = "axum")]
mod docs;
#[cfg(feature = "axum")]
pub mod extract;
#[cfg(feature = "axum")]
mod openapi;
pub mod prelude;
#[cfg(feature = "axum")]
mod route;
pub mod rules;
mod task;
#[cfg(feature = "testing")]
pub mod testing;

#[cfg(feature = "axum")]
pub use api::{Api, ApiError};
#[cfg(feature = "axum")]
pub use response_core::complete::{Complete, CompleteLayer};
pub use response_core::{
    Accepted, Answer, Body, Created, ErrorFormat, ErrorResponse, Fail, Fault, Field, FilledFrom,
    Html, Loc, MaybeContent, NoContent, Page, PageQuery, PlainAnswer, Problem, Redirect, Response,
    ResponseModel, Text, Upserted, contract, describe, json, kind, outcome, policy, schema, shape,
};
pub use response_core::{LentFrom, MapKey, Policy, WrittenFrom};
/// The errors of a handler: each variant of an enum, or a struct, is a status, a `code` and a problem document.
///
/// ```
/// use steadfast::ErrorResponse;
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// enum UserError {
///     /// No user has this number.                  (the description in the document)
///     #[error("user {id} not found")]
///     #[response(status = 404)]                  // code: "user_not_found"
///     UserNotFound {
///         #[response(extension)]                 // a member of the problem
///         id: i64,
///     },
///     #[error("log in first")]
///     #[response(status = 401, challenge = "Bearer")]
///     LoggedOut,
///     #[error("too fast")]
///     #[response(status = 429, retry_after = seconds)]
///     TooFast { seconds: u64 },
///     #[error(transparent)]
///     #[response(status = 500)]                  // logged; the client sees the title, never the message
///     Disk(#[from] std::io::Error),
/// }
/// ```
///
/// A variant takes `status`, `code`, `title`, `type`, `header("X-Name" = "value")`, `challenge`, `retry_after`,
/// `transparent` (it is another declared error) and `allow(rule, reason = "..")`; the type takes `crate = ::path`.
/// `Display` is the `detail` of a 4xx.
pub use response_macros::ErrorResponse;

/// A type that may leave the server: its JSON and its schema, from one reading of the fields and their serde attributes.
///
/// ```
/// use steadfast::{ResponseModel, json};
///
/// struct User { id: i64, full_name: String, password_hash: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]                       // filled by moving fields out of the row; other columns stay
/// #[serde(rename_all = "camelCase")]
/// struct UserOut {
///     id: i64,
///     #[response(from_field = full_name)]
///     display_name: String,
/// }
///
/// let user = UserOut { id: 7, display_name: "Ada".to_owned() };
/// assert_eq!(json::to_vec(&user)?, br#"{"id":7,"displayName":"Ada"}"#);
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// `from = &Row` is for rows that are shared, as by a cache: each field is copied or borrowed, and a handler may return
/// `Arc<Row>`, `Box<Row>` or `&Row`, alone or in a `Vec` or `Page`.
///
/// ```
/// use std::sync::Arc;
/// use steadfast::prelude::*;
///
/// struct User { id: i64, name: String, password_hash: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = &User)]
/// struct UserOut<'a> { id: i64, name: &'a str }
///
/// #[route(get, "/users/{id}", response = UserOut<'_>)]
/// async fn get_user(State(cached): State<Arc<User>>) -> Arc<User> {
///     cached
/// }
/// ```
///
/// The type takes `from = Row` (repeatable), `from = &Row`, `from = Row, into` (through a `From` of yours),
/// `exclude_none`, `exclude_defaults`, `allow(rule, reason = "..")` and `crate = ::path`; a field takes `from_field =
/// name`, `map = function` (of a reference, if the row is lent), `foreign` (through serde), `example = value` and
/// `allow(..)`. serde's own attributes mean what they mean to serde; one that is not known is refused.
pub use response_macros::ResponseModel;

/// The response contract of a handler: `#[route(METHOD [, "PATH"] [, key = value | key(..)] ..)]`.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct UserOut { id: i64, name: String }
///
/// /// Create a user.                             (the summary in the document)
/// #[route(post, "/users", status = 201, response = UserOut)]
/// async fn create_user(Json(name): Json<String>) -> Created<UserOut> {
///     Created::at("/users/7", UserOut { id: 7, name })
/// }
/// ```
///
/// | argument | meaning |
/// |---|---|
/// | `status = 201`, `= CREATED`, `= [200, 201]` | the success statuses; GET, HEAD, PUT, PATCH answer 200, POST 201, DELETE 204 by default |
/// | `response = T` | the model, or a kind such as `Text`; left out where no status has a body |
/// | `errors = E`, `errors(E, F)` | errors beside the handler's own |
/// | `pick(a, b)`, `omit(a, b)` | send, and document, only / all but these fields |
/// | `exclude_none`, `exclude_defaults` | leave out what is `None` / what holds its default |
/// | `cache = ".."` | `Cache-Control`; without it a GET answers `private, no-cache` |
/// | `header("X-Name" = "value")` | a header that is always the same |
/// | `summary`, `description`, `response_description`, `tags("a")`, `operation_id`, `deprecated` | for the document; doc comments are the default |
/// | `allow(rule, reason = "..")` | switches one [rule](rules) off here |
/// | `crate = ::path` | where `steadfast` lives |
///
/// The function stays an `async fn` that axum takes as a handler; a plain `fn` runs on the blocking pool. It returns an
/// [`Answer`], so that the contract holds wherever it is mounted.
pub use response_macros::route;

#[cfg(feature = "axum")]
pub use route::Route;
pub use task::TaskAccepted;

/// What emitted code names. Nothing here is for users.
#[doc(hidden)]
pub mod __private {
    pub use response_core::*;

    #[cfg(feature = "axum")]
    pub use crate::blocking::blocking;
    #[cfg(feature = "axum")]
    pub use crate::route::route;

    /// Those of `response_core`, and the one that knows axum's own extractors.
    pub mod fallbacks {
        #[cfg(feature = "axum")]
        pub use crate::extract::AsksAxum as _;
        pub use response_core::fallbacks::*;
    }
}
