//! FastAPI's response contract for Rust, held by the compiler.
//!
//! A handler declares its method, its status and its response model once. A violation does not compile; the same
//! declaration emits the handler's glue, the bytes on the wire and the OpenAPI document.
//!
//! ```
//! use steadfast::prelude::*;
//!
//! struct User { id: i64, name: String, password_hash: String }
//!
//! #[derive(ResponseModel)]
//! #[response(from = User)]
//! struct UserOut { id: i64, name: String }
//!
//! #[derive(Debug, thiserror::Error, ErrorResponse)]
//! enum UserError {
//!     #[error("user {0} not found")]
//!     #[response(status = 404)]
//!     NotFound(i64),
//! }
//!
//! /// Get a user.
//! #[route(get, "/users/{id}", response = UserOut)]
//! async fn get_user(Path(id): Path<i64>) -> Result<User, UserError> {
//!     if id != 7 {
//!         return Err(UserError::NotFound(id));
//!     }
//!     Ok(User { id, name: "Ada".to_owned(), password_hash: "$argon2id$..".to_owned() })
//! }
//!
//! let app: axum::Router = Api::new("Users", "1.0.0").routes(routes![get_user]).into_router();
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | what a handler declares | [`route`] |
//! | what leaves the server | [`ResponseModel`](macro@ResponseModel), [`Field`], [`Page`], [`CursorPage`] |
//! | what a handler answers | [`Created`], [`Accepted`], [`Upserted`], [`NoContent`], [`MaybeContent`], [`Redirect`], [`Responses`](macro@Responses) |
//! | headers, cookies, validators | [`Reply`], [`ResponseHeaders`](macro@ResponseHeaders), [`SetCookie`], [`ETag`], [`LastModified`] |
//! | other bodies than JSON | [`Text`], [`Html`], [`Bytes`], [`File`], [`Sse`], [`JsonLines`], [`Csv`], [`ByteStream`] |
//! | errors | [`ErrorResponse`](macro@ErrorResponse), [`Fail`], [`Problem`], [`ErrorFormat`] |
//! | what comes in, and who asks | [`extract`] |
//! | the whole API, its document and its parts | [`Api`] |
//! | work after the answer | [`background`] |
//! | tests | `testing::Client`, with feature `testing` |
//! | every rule, with what breaks it and what keeps it | [`rules`] |
//! | an extractor, a kind, a model or an error that is written by hand | [`describe`], [`kind`], [`model`], [`json`], [`problem`] |
//!
//! # Features
//!
//! On by default: `axum` ([`Api`], [`routes!`], the extractors), `cookies`, `csv`, `docs` (the page at `/docs`), `files`, and
//! `preserve_order` (the document in the order of the source). Besides: `testing`, `multipart`, `garde`, and `chrono`,
//! `jiff`, `rust_decimal`, `time`, `url` and `uuid` for the types of those crates in a model.
#![forbid(unsafe_code)]

// Emitted code names `::steadfast`, here too.
extern crate self as steadfast;

#[cfg(feature = "axum")]
pub mod api;
#[cfg(feature = "axum")]
pub mod background;
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

/// Bytes that are in memory: `response = Bytes`, and an extractor of the body.
pub use bytes::Bytes;
#[cfg(feature = "axum")]
pub use response_core::complete::CompleteLayer;
pub use response_core::error::{ErrorResponse, Fail};
#[cfg(feature = "cookies")]
pub use response_core::message::SetCookie;
pub use response_core::model::{
    CursorPage, CursorQuery, Field, FilledFrom, Page, PageQuery, ResponseModel,
};
#[cfg(feature = "csv")]
pub use response_core::outcome::kind::Csv;
#[cfg(feature = "files")]
pub use response_core::outcome::kind::File;
pub use response_core::outcome::kind::{ByteStream, Event, Html, JsonLines, Sse, Text};
pub use response_core::outcome::reply::{ETag, LastModified, ResponseHeaders};
pub use response_core::outcome::{
    Accepted, Answer, Created, MaybeContent, NoContent, Redirect, Reply, Responses, Upserted,
};
pub use response_core::problem::{ErrorFormat, Problem};

#[cfg(feature = "axum")]
pub use api::Api;
#[cfg(feature = "axum")]
pub use background::{Background, Tasks};
#[cfg(feature = "axum")]
pub use openapi::{Contact, OpenApiVersion};
#[cfg(feature = "axum")]
pub use route::Route;
pub use task::TaskAccepted;

/// What the parts of a contract tell the document: for an extractor, a kind or an error that is written by hand.
pub mod describe {
    pub use response_core::contract::{
        Content, Credential, ErrorAnswer, Header, OAuthFlows, Operation, Parameter, Place,
        RequestBody, RouteInfo, SecurityScheme, Success,
    };
    pub use response_core::schema::Schemas;
}

/// Response models as JSON, and the writer for those that are written by hand.
pub mod json {
    pub use response_core::json::{Error, Out};
    pub use response_core::model::{filled_to_vec, to_vec};
}

/// What a kind of response is made of, for one of your own: [`Kind`](kind::Kind) has an example.
pub mod kind {
    pub use response_core::message::ranged::{Ranged, RangedSource};
    pub use response_core::message::{Body, BoxError};
    #[cfg(feature = "files")]
    pub use response_core::outcome::kind::FileError;
    pub use response_core::outcome::kind::{
        Declarable, Kind, KindFrom, NamesMediaType, Refined, Rendered,
    };
}

/// What a response model is made of, for one that is written by hand: [`ResponseModel`] has an example.
pub mod model {
    pub use response_core::model::{LentFrom, MapKey, WrittenFrom, policy, policy::Policy, shape};
}

/// What handlers return, in general: the path of a route, an answer taken apart.
pub mod outcome {
    pub use response_core::message::Response;
    pub use response_core::outcome::{PathParameters, PlainAnswer, route_path};
}

/// What a problem is made of: its members, the faults of a request, and the formats of an app.
pub mod problem {
    pub use response_core::problem::{CustomFormat, Fault, Loc, Members, RenderedProblem};
}

/// What a [`Reply`] carries, and why a header or a cookie cannot be sent.
pub mod reply {
    #[cfg(feature = "cookies")]
    pub use response_core::message::{CookieError, CookieFault};
    pub use response_core::outcome::reply::{HeaderError, HeaderFault, HeaderField, SentHeaders};
}

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
/// | argument of a variant | meaning |
/// |---|---|
/// | `status = 404` | mandatory, a 4xx or 5xx |
/// | `code = ".."`, `title = ".."`, `type = ".."` | members of the problem; by default the name in snake case, the reason phrase, `about:blank` |
/// | `detail = ".."`, `detail = false` | what the client reads instead of the message, or nothing; by default a 4xx shows its `Display` |
/// | `header("X-Name" = "value")`, `header("X-Name" = field)` | a header; a value of a field that no header can hold is left out |
/// | `challenge = "Bearer"`, `challenge("Bearer", realm = "users", error = field)` | `WWW-Authenticate`, or `Proxy-Authenticate` of a 407 |
/// | `retry_after = 30`, `retry_after = field` | seconds, or a `Duration` |
/// | `transparent` | the variant holds another declared error, which answers for itself |
/// | `allow(rule, reason = "..")` | switches one [rule](rules) off here |
///
/// A field takes `extension` or `extension = "name"`. The type takes `crate = ::path`,
/// `format = Problem | Detail | Structured` where it is not rendered as the rest of the app (or a function that returns an
/// [`ErrorFormat`]), and `subset`.
///
/// # The errors of one handler
///
/// A handler that answers an enum documents every variant of it. `subset` makes smaller enums of the same variants:
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// #[response(subset(
///     CreateUserError = [EmailTaken, Disk],
///     FindUserError = [UserNotFound, Disk],
///     ReadError = [Disk],
/// ))]
/// enum UserError {
///     #[error("user {id} not found")]
///     #[response(status = 404)]
///     UserNotFound { id: i64 },
///     #[error("e-mail is taken")]
///     #[response(status = 409)]
///     EmailTaken,
///     #[error(transparent)]
///     #[response(status = 500)]
///     Disk(#[from] std::io::Error),
/// }
///
/// fn read(id: i64) -> Result<Option<String>, ReadError> {
///     Ok(std::fs::read_to_string(format!("{id}.txt")).map(Some)?)
/// }
///
/// #[route(get, "/users/{id}", response = Text)]
/// async fn get_user(Path(id): Path<i64>) -> Result<Text, FindUserError> {
///     let name = read(id)?.ok_or(FindUserError::UserNotFound { id })?;
///     Ok(Text::from(name))
/// }
/// ```
///
/// The statuses, codes and messages are those of the one definition. `?` turns a subset into the whole enum and into every
/// subset that has room for it, never the other way; each has the `#[from]`s of its variants. The subsets derive `Debug`
/// and, where there are `#[error(..)]`s, `thiserror::Error`.
pub use response_macros::ErrorResponse;

/// The headers of a [`Reply`]: each field is a header, named after it and documented by its doc comment.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseHeaders)]
/// struct RateLimit {
///     /// How many requests are left.            (the description in the document)
///     rate_limit_remaining: u32,               // Rate-Limit-Remaining
///     #[response(header = "X-RateLimit-Reset")]
///     reset: Option<u64>,                      // not sent if `None`, and documented as optional
/// }
///
/// #[derive(ResponseModel)]
/// struct UserOut { id: i64 }
///
/// #[route(get, "/users/{id}", response = UserOut)]
/// async fn get_user(Path(id): Path<i64>) -> Reply<UserOut, RateLimit> {
///     Reply::new(UserOut { id }).typed_header(RateLimit { rate_limit_remaining: 41, reset: None })
/// }
/// ```
///
/// Named in the type of the reply, the headers are in the document, and a reply without them does not compile; several
/// stand in a tuple, and an `Option` may be left out. `Reply<UserOut>` sends them undocumented. A field is text, a whole
/// number, `bool` or an `Option` of those: [`HeaderField`](reply::HeaderField). It takes `header = "X-Name"` and
/// `allow(rule, reason = "..")`; the type takes `allow(..)` and `crate = ::path`.
pub use response_macros::ResponseHeaders;

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
/// `exclude_none`, `exclude_defaults`, `example = Self { .. }`, `allow(rule, reason = "..")` and `crate = ::path`; a field
/// takes `from_field = name`, `map = function` (of a reference, if the row is lent), `foreign` (through serde), `example =
/// value` and `allow(..)`. serde's own attributes mean what they mean to serde; one that is not known is refused.
pub use response_macros::ResponseModel;

/// The successes of a handler as a closed set: each variant is a status and what is answered with it.
///
/// ```
/// use steadfast::prelude::*;
///
/// struct User { id: i64, password_hash: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]
/// struct UserOut { id: i64 }
///
/// #[derive(Responses)]
/// enum Import {
///     /// Imported at once.                       (the description in the document)
///     #[response(status = 200, model = UserOut)] // filled from the row
///     Done(User),
///     #[response(status = 202)]
///     Queued(Accepted<TaskAccepted>),            // an outcome brings its headers
///     #[response(status = 303)]
///     Known(Redirect),
///     #[response(status = 204)]
///     Empty,
/// }
///
/// #[route(put, "/import/{id}", status = [200, 202, 204, 303], response = Import)]
/// async fn import(Path(id): Path<i64>) -> Import {
///     match id {
///         0 => Import::Empty,
///         1 => Import::Known(Redirect::to("/users/1")),
///         _ => Import::Done(User { id, password_hash: "..".to_owned() }),
///     }
/// }
/// ```
///
/// A variant holds a model, a row that fills `model = T`, an outcome of one status ([`Created`], [`Accepted`],
/// [`Redirect`]), a kind such as [`Html`], or nothing. It takes `status`, `model` and `allow(rule, reason = "..")`; the
/// enum takes `allow(..)` and `crate = ::path`. The rules of a route judge each variant.
pub use response_macros::Responses;

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
/// | `media_type = "application/pdf"` | what `Bytes`, a `File` or a `ByteStream` is; `"image/*"` where each `File` says which |
/// | `header("X-Name" = "value")` | a header that is always the same |
/// | `security("bearer")`, `security("oauth" = ["users:read"])` | the [schemes](Api::security_scheme) that are needed together; once more for an alternative; `security()` for none |
/// | `summary`, `description`, `response_description`, `tags("a")`, `operation_id`, `deprecated` | for the document; doc comments are the default |
/// | `allow(rule, reason = "..")` | switches one [rule](rules) off here |
/// | `crate = ::path` | where `steadfast` lives |
///
/// The function stays an `async fn` that axum takes as a handler; a plain `fn` runs on the blocking pool. It returns an
/// [`Answer`], so that the contract holds wherever it is mounted.
pub use response_macros::route;

/// What emitted code names. Nothing here is for users.
#[doc(hidden)]
pub mod __private {
    pub use response_core::glue::*;

    #[cfg(feature = "axum")]
    pub use crate::blocking::blocking;
    #[cfg(feature = "axum")]
    pub use crate::route::route;

    /// Those of `response_core`, and the one that knows axum's own extractors.
    pub mod fallbacks {
        #[cfg(feature = "axum")]
        pub use crate::extract::AsksAxum as _;
        pub use response_core::glue::fallbacks::*;
    }
}
