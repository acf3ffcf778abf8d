//! FastAPI's response contract for Rust, enforced at compile time.
//!
//! A handler declares its status, its response model and its errors once. The same declaration generates the handler's glue, the
//! bytes on the wire and the OpenAPI document. So these are compile errors: a response that breaks a rule of HTTP, a field that
//! leaks, an OpenAPI document that disagrees with the code.
//!
//! It is for JSON APIs on axum 0.8, with what FastAPI gives: response models, an interactive page at `/docs`, validation that reports
//! all errors in one 422, which never echoes input, and a test client. Every handler stays an axum handler. utoipa and aide describe
//! what you have written, and take your word for what a type does not show; here the declaration decides what is sent, and the
//! compiler compares it with what the handler returns. Most [rules] can be silenced in place, with a reason.
//!
//! ```no_run
//! use steadfast::prelude::*;
//!
//! #[derive(ResponseModel)]
//! struct Greeting {
//!     text: String,
//! }
//!
//! /// Greet somebody.
//! #[route(get, "/hello/{name}", response = Greeting)]
//! async fn hello(Path(name): Path<String>) -> Greeting {
//!     Greeting { text: format!("Hello, {name}!") }
//! }
//!
//! #[tokio::main]
//! async fn main() -> std::io::Result<()> {
//!     let api: Api = Api::new("Hello", "1.0.0").routes(routes![hello]);
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     steadfast::serve(listener, api.into_router()).await
//! }
//! ```
//!
//! A model that is filled from a row, and an error of the handler's own:
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
//! | a guide, one topic a chapter | [`guide`] |
//! | what a handler declares | [`route`] |
//! | what leaves the server | [`ResponseModel`](macro@ResponseModel), [`Field`], [`Page`], [`CursorPage`], [`LimitOffsetPage`], [`AtMost`], [`Base64`] |
//! | what a handler returns | [`Created`], [`CreatedWithoutLocation`], [`Accepted`], [`Upserted`], [`NoContent`], [`HeadersOnly`], [`MaybeContent`], [`Redirect`], [`Responses`](macro@Responses) |
//! | headers, cookies, validators | [`Reply`], [`ResponseHeaders`](macro@ResponseHeaders), [`SetCookie`], [`ETag`], [`LastModified`] |
//! | bodies other than JSON | [`Text`], [`Html`], [`Bytes`], [`File`], [`Sse`], [`JsonLines`], [`Csv`], [`ByteStream`]; [`Negotiated`] by `Accept`; [a format of your own](kind::CustomBody) |
//! | errors | [`ErrorResponse`](macro@ErrorResponse), [`Fail`], [`Problem`], [`ErrorFormat`], [handlers of errors](errors) |
//! | request data, credentials, preconditions | [`extract`] |
//! | the whole API, its document and its parts | [`Api`] |
//! | old routes with a document of utoipa, aide or a file | [`DocumentedRouter`] |
//! | compressed responses | `compression`, with that feature |
//! | what an extractor adds to a response, and its work after it | [`AddToResponse`] |
//! | work after the response, and how a service stops | [`background`] |
//! | how long a request may take | [`Api::timeout`] |
//! | a server with deadlines and limits | [`serve`](mod@serve), with that feature |
//! | liveness and readiness | [`Health`] |
//! | tests | `testing::Client`, with feature `testing` |
//! | what a change does to clients | `compat::Changes`, with feature `compat`; in a test, `testing::assert_compatible` |
//! | every rule, with code that breaks it and code that follows it | [`rules`] |
//! | writing an extractor, a kind, a model or an error by hand | [`describe`], [`kind`], [`model`], [`json`], [`problem`] |
//!
//! # Features
//!
//! On by default: `axum` ([`Api`], [`routes!`], the extractors), `cookies`, `csv`, `docs` (the page at `/docs`),
//! `files` and `serve`. Optional: `compat`, `compression`, `garde`, `multipart`, `scalar` (another page at `/docs`), `testing`, and
//! `chrono`, `indexmap`, `jiff`, `rust_decimal`, `time`, `url` and `uuid` for the types of those crates in a model. `preserve_order` writes the document in the
//! order of the source instead of the alphabet; it turns on `serde_json/preserve_order` for every crate of the build.
//!
//! # What is checked when
//!
//! | what | when |
//! |---|---|
//! | statuses, models, errors, headers, paths and extractors of a handler | when it is compiled |
//! | what only all routes together show, and bodies that could never be read | when the [router is built](Api::try_into_router) |
//! | values: NaN, a list that is longer than its model says, a header that would split the response | when they are sent; the response is a logged 500 |
//! | what a layer or an axum extractor answers | never by the compiler; debug builds log responses that do not match the document, and `assert_conforms` of the test client fails on them |
//!
//! [`route`] stands on free functions and on functions in an `impl` without `self`.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Emitted code names `::steadfast`, also in this crate.
extern crate self as steadfast;

#[cfg(feature = "axum")]
pub mod api;
#[cfg(feature = "axum")]
pub mod background;
#[cfg(feature = "axum")]
mod blocking;
#[cfg(feature = "compat")]
pub mod compat;
#[cfg(feature = "compression")]
pub mod compression;
#[cfg(feature = "axum")]
mod deadline;
pub mod describe;
#[cfg(feature = "axum")]
mod docs;
#[doc(hidden)]
pub mod editor;
pub mod errors;
#[cfg(feature = "axum")]
pub mod extract;
// Its chapters are text: they are not compiled into a program, and their programs need every feature that they show.
#[cfg(all(
    doc,
    any(
        not(doctest),
        all(
            feature = "compression",
            feature = "cookies",
            feature = "csv",
            feature = "files",
            feature = "garde",
            feature = "multipart",
            feature = "serve",
            feature = "testing"
        )
    )
))]
pub mod guide;
#[cfg(feature = "axum")]
mod health;
pub mod json;
pub mod kind;
pub mod model;
#[cfg(feature = "axum")]
mod openapi;
pub mod outcome;
pub mod prelude;
pub mod problem;
pub mod reply;
#[cfg(feature = "axum")]
mod route;
pub mod rules;
#[cfg(feature = "serve")]
pub mod serve;
mod task;
#[cfg(feature = "testing")]
pub mod testing;

/// Bytes in memory: `response = Bytes`, and an extractor of the body.
pub use bytes::Bytes;
#[cfg(feature = "axum")]
pub use response_core::complete::CompleteLayer;
pub use response_core::error::{ErrorResponse, Fail, PreconditionFailed};
#[cfg(feature = "cookies")]
pub use response_core::message::SetCookie;
pub use response_core::message::VersionTag;
pub use response_core::model::{
    AtMost, Base64, CursorPage, CursorQuery, Field, FilledFrom, LimitOffset, LimitOffsetPage, Page,
    PageQuery, ResponseModel,
};
#[cfg(feature = "csv")]
pub use response_core::outcome::kind::Csv;
#[cfg(feature = "files")]
pub use response_core::outcome::kind::File;
pub use response_core::outcome::kind::{ByteStream, Event, Html, JsonLines, Negotiated, Sse, Text};
pub use response_core::outcome::reply::{ETag, LastModified, ResponseHeaders};
pub use response_core::outcome::{
    Accepted, Answer, Created, CreatedWithoutLocation, HeadersOnly, MaybeContent, NoContent,
    Redirect, Reply, Responses, Upserted,
};
pub use response_core::problem::{ErrorFormat, Problem};

#[cfg(feature = "axum")]
pub use api::{Api, DocumentedRouter};
#[cfg(feature = "axum")]
pub use background::{AddToResponse, Background, Tasks};
#[cfg(feature = "docs")]
pub use docs::DocsPage;
#[cfg(feature = "axum")]
pub use health::Health;
#[cfg(feature = "axum")]
pub use openapi::{Contact, OpenApiVersion};
#[cfg(feature = "axum")]
pub use route::Route;
#[cfg(feature = "serve")]
pub use serve::serve;
/// The stock model of a 202: a task with an id.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// Import the users of another service.
/// #[route(post, "/imports", status = 202, response = TaskAccepted)]
/// async fn start_import() -> Accepted<TaskAccepted> {
///     Accepted::at("/imports/17", TaskAccepted { task_id: "17".to_owned() })
/// }
/// # let _: axum::Router = Api::new("Imports", "1.0.0").routes(routes![start_import]).into_router();
/// ```
// Here, and not at the type, whose docs are shown in the documents of users.
pub use task::TaskAccepted;

/// The errors of a handler: each variant of an enum, or a struct, has a status, a `code` and a problem document.
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
/// | `detail = ".."`, `detail = false` | the detail that the client sees instead of the message, or none; by default a 4xx shows its `Display` |
/// | `model = T`, `media_type = ".."` | a [body of its own](#a-body-of-its-own) in place of the problem, and its media type if that is not `application/json` |
/// | `header("X-Name" = "value")`, `header("X-Name" = field)` | a header; an invalid value of a field is left out |
/// | `challenge = "Bearer"`, `challenge("Bearer", realm = "users", error = field)` | `WWW-Authenticate`, or `Proxy-Authenticate` of a 407 |
/// | `retry_after = 30`, `retry_after = field` | seconds, or a `Duration` |
/// | `transparent` | the variant holds another declared error, which is used for the response |
/// | `allow(rule, reason = "..")` | switches one [rule](rules) off here |
///
/// A field takes `extension` or `extension = "name"`, or `skip` beside a `model`. The type takes `crate = ::path`,
/// `format = Problem | Detail | Structured` (or a function that returns an [`ErrorFormat`]) if it is rendered
/// differently from the rest of the app, and `subset`.
///
/// # A body of its own
///
/// `model = T` sends a [response model](macro@ResponseModel) in place of the problem: FastAPI's
/// `responses={402: {"model": InsufficientFunds}}`. The model is made of the variant's fields with the names of its own, as a
/// literal of the struct would be; a variant without named fields holds the model, or a row that fills it (`from = Row`).
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct InsufficientFunds { balance: u32, cost: u32 }
///
/// // FastAPI's `HTTPException(409, detail={"code": "out_of_stock", "left": 2})`
/// #[derive(Debug, ResponseModel)]
/// struct Refused { detail: Stock }
/// #[derive(Debug, ResponseModel)]
/// struct Stock { code: &'static str, left: u32 }
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// enum ShopError {
///     /// There is too little money.
///     #[error("{balance} is less than {cost}")]
///     #[response(status = 402, model = InsufficientFunds)]
///     InsufficientFunds { balance: u32, cost: u32 },
///     #[error("out of stock")]
///     #[response(status = 409, model = Refused)]
///     OutOfStock(Refused),
///     #[error("too fast")]
///     #[response(status = 429, model = InsufficientFunds, retry_after = wait)]
///     TooFast {
///         balance: u32,
///         cost: u32,
///         #[response(skip)]                      // not a field of the model
///         wait: u64,
///     },
/// }
///
/// #[route(post, "/orders", action)]
/// async fn order() -> Result<(), ShopError> {
///     let detail = Stock { code: "out_of_stock", left: 2 };
///     Err(ShopError::OutOfStock(Refused { detail }))
/// }
///
/// let api: Api = Api::new("Shop", "1.0.0").routes(routes![order]);
/// let responses = &api.openapi()["paths"]["/orders"]["post"]["responses"];
/// assert_eq!(
///     responses["402"]["content"]["application/json"]["schema"]["$ref"],
///     "#/components/schemas/InsufficientFunds"
/// );
/// ```
///
/// The body is the same in every [`ErrorFormat`], which does not see it; the status, the headers, `no-store`, the request id and
/// the log are those of any error. The document lists it beside the problems of the same status. The message is not sent, so
/// a type whose variants all have models needs no `Display`. The rule `leaky_server_error` refuses a 5xx with a model. Fields
/// that thiserror reads as the cause are left out; `code`, `title`, `type`, `detail` and `extension` have no effect and are
/// refused.
///
/// # The errors of one handler
///
/// A handler that returns an enum documents all its variants. `subset` makes smaller enums of the same variants:
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
/// The statuses, codes and messages are those of the one definition. `?` converts a subset into the whole enum and into
/// every subset that contains its variants, never the other way; each has the `#[from]`s of its variants. The subsets
/// derive `Debug` and, if there are `#[error(..)]` attributes, `thiserror::Error`.
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
/// If the type of the reply names them, the headers are documented, and a reply without them does not compile. Several
/// structs are a tuple, and an `Option` may be left out. `Reply<UserOut>` sends them undocumented. A field is text, an
/// integer, a `bool` or an `Option` of those: [`HeaderField`](reply::HeaderField). It takes `header = "X-Name"` and
/// `allow(rule, reason = "..")`; the type takes `allow(..)` and `crate = ::path`.
pub use response_macros::ResponseHeaders;

/// A type that may leave the server. Its JSON and its schema come from the same fields and serde attributes.
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
/// `from = &Row` is for shared rows, such as those of a cache: each field is copied or borrowed, and a handler may
/// return `Arc<Row>`, `Box<Row>` or `&Row`, alone or in a `Vec` or `Page`. An `Arc` or a `Box` of the model itself may be
/// returned as well. `from = Page<T>` is for the members of a page under [names of your own](Page#members-with-other-names).
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
/// `exclude_none`, `exclude_defaults`, `example = Self { .. }`, `allow(rule, reason = "..")` and `crate = ::path`; a
/// field takes `from_field = name`, `map = function` (which gets a reference, if the row is borrowed), `compute = function`
/// and `default` ([below](#fields-that-the-row-does-not-have)), `foreign` (through serde), `base64` (its bytes are sent as
/// text), `non_finite_as_null` (`null` is sent for NaN and the infinities, which are a logged 500 otherwise), `unset = value`
/// (what an unset [`Field`] stands for), `example = value` and `allow(..)`. serde's own attributes have their usual meaning;
/// unknown ones are refused.
/// `#[serde(bound = "..")]` replaces the bounds that are inferred; where it asks for `Serialize`, the type has
/// to be a response model.
///
/// # Fields that the row does not have
///
/// `compute = function` gives the function a reference to what the model is made from: to the row of `from = Row`, or, in
/// a model without `from`, to the model itself. In the second case it is called whenever the model is written, and what the field
/// holds is not sent. `default` fills a field with the default of its type, and `default = value` with the value; both are for
/// a model with a row.
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::json::to_vec;
///
/// struct User { id: i64, first: String, last: String }
///
/// fn full_name(user: &User) -> String {
///     format!("{} {}", user.first, user.last)
/// }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]
/// struct UserOut {
///     id: i64,
///     #[response(compute = full_name)]         // from the row
///     name: String,
///     #[response(default)]
///     followers: u32,
/// }
///
/// #[derive(ResponseModel, Default)]
/// struct Rectangle {
///     width: f64,
///     height: f64,
///     #[response(compute = Rectangle::area)]   // no row: from the rectangle
///     area: f64,
/// }
///
/// impl Rectangle {
///     fn area(&self) -> f64 {
///         self.width * self.height
///     }
/// }
///
/// let user = User { id: 7, first: "Ada".to_owned(), last: "Lovelace".to_owned() };
/// let user = to_vec(&UserOut::fill(user))?;
/// assert_eq!(user, br#"{"id":7,"name":"Ada Lovelace","followers":0}"#);
///
/// let rectangle = to_vec(&Rectangle { width: 2.0, height: 3.0, ..Rectangle::default() })?;
/// assert_eq!(rectangle, br#"{"width":2.0,"height":3.0,"area":6.0}"#);
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// # What schemars says
///
/// `#[schemars(..)]` adds to the schema what it adds for a request: `title`, `description`, `example`, `extend` and
/// `transform`, and on a field `range`, `length`, `regex`, `pattern`, `contains`, `inner`, `email`, `url`, `ip`, `ipv4`,
/// `ipv6`, `with` and `schema_with`. The compiler does not know the values, so a value that breaks a constraint is sent; a
/// debug build logs it, and `assert_conforms` of the test client fails. What would change the schema and not the JSON, such as
/// `#[schemars(rename)]`, is refused, and a constraint that does not fit the type is a fault of the routes.
///
/// ```
/// use steadfast::ResponseModel;
///
/// #[derive(ResponseModel)]
/// struct Rating {
///     #[schemars(range(min = 1, max = 5))]
///     stars: u8,
///     #[schemars(length(min = 1), example = "Ada")]
///     by: String,
/// }
/// ```
///
/// # One member, one name
///
/// No object has two members of one name (RFC 8259 section 4). If a flattened type has a name that the object has
/// already, the model does not compile; if that depends on a generic argument or on a foreign type, the router is not
/// built. The keys of a flattened map are data, so one that is the name of another member is a logged 500.
pub use response_macros::ResponseModel;

/// The successes of a handler as a closed set: each variant is a status with its own response.
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
/// #[route(put, "/import/{id}", response = Import)]
/// async fn import(Path(id): Path<i64>) -> Import {
///     match id {
///         0 => Import::Empty,
///         1 => Import::Known(Redirect::to("/users/1")),
///         _ => Import::Done(User { id, password_hash: "..".to_owned() }),
///     }
/// }
/// ```
///
/// A variant holds a model, a row that fills `model = T`, an outcome with one status ([`Created`], [`Accepted`],
/// [`Redirect`]), a kind such as [`Html`], or nothing. It takes `status`, `model`, `pick(..)` and `omit(..)` ([which fields are
/// sent](macro@route#which-fields-are-sent)), and `allow(rule, reason = "..")`; the enum takes `allow(..)` and `crate = ::path`.
/// The rules of a route check each variant.
///
/// Headers of one status are in a [`Reply`] in its variant, and documented there; headers of every status in a `Reply`
/// around the enum:
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct ReportOut { rows: u64 }
///
/// #[derive(ResponseHeaders)]
/// struct Progress {
///     /// When to ask again, in seconds.
///     poll_interval: u32,
/// }
///
/// #[derive(Responses)]
/// enum Report {
///     #[response(status = 200)]
///     Done(Reply<ReportOut, ETag>),              // a client that has it is answered with a 304
///     #[response(status = 203)]
///     Partial(Reply<ReportOut, Progress>),
/// }
///
/// #[route(get, "/report", response = Report)]
/// async fn get_report() -> Report {
///     Report::Partial(Reply::new(ReportOut { rows: 3 }).typed_header(Progress { poll_interval: 5 }))
/// }
/// ```
///
/// A route that declares the set needs no `status`: it has those of the variants. If `status` is written, it has to list the
/// status of every variant.
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
/// | `status = 201`, `= CREATED`, `= [200, 201]` | the success statuses; by default those of a [set](macro@Responses), else 200 for GET, HEAD, PUT and PATCH, 201 for POST, 204 for DELETE (200 with a `response`, for which the rule `delete_returns_body` has to be switched off) |
/// | `action` | a POST that creates nothing, such as a login or a search: 200, or 204 without `response` |
/// | `response = T` | the model, or a kind such as `Text`; left out if no status has a body |
/// | `errors = E`, `errors(E, F)` | errors besides the handler's own |
/// | `pick(id, maker.name)`, `omit(maker.address)` | send, and document, only / all but [these fields](#which-fields-are-sent) and parts of fields |
/// | `exclude_none`, `exclude_defaults` | leave out fields that are `None` / that hold their default |
/// | `unset = default` | send an unset [`Field`] as [its default](#which-fields-are-sent), instead of leaving it out |
/// | `cache = ".."` | `Cache-Control`; by default, a GET is sent with `private, no-cache` |
/// | `media_type = "application/pdf"` | the media type of `Bytes`, a `File`, a `ByteStream`, `JsonLines`, `Text` or `Html`; `"image/*"` if each `File` names its own; of a model one that ends with `+json` |
/// | `header("X-Name" = "value")` | a header with a fixed value |
/// | `security("bearer")`, `security("oauth" = ["users:read"])` | the [schemes](Api::security_scheme) that are needed together; repeated for an alternative; `security()` for none |
/// | `summary`, `description`, `response_description`, `tags("a")`, `operation_id` | for the document; doc comments are the default |
/// | `deprecated(since = "2026-01-31", sunset = "2026-12-31")` | marked so in the document, and [sent](#deprecation) with every response |
/// | `link(get_user, id = "$response.body#/id")` | another handler that a success [leads to](#links-and-callbacks) |
/// | `callback("{$request.body#/url}", invoice_paid)` | a request that is [sent because of this one](#links-and-callbacks) |
/// | `extension("x-internal" = true)` | a member of the operation that OpenAPI does not know, as `serde_json::json!` reads it: FastAPI's `openapi_extra` |
/// | `allow(rule, reason = "..")` | switches one [rule](rules) off here |
/// | `crate = ::path` | the path of `steadfast` |
///
/// The function stays an `async fn` that axum accepts as a handler; a plain `fn` runs on the blocking pool. It returns
/// an [`Answer`], so that the contract holds wherever it is mounted.
///
/// # Several methods
///
/// A route has one method, since its statuses, its body and its operation id follow from the method; a GET answers HEAD as well.
/// For two methods that do the same, write two routes that share a function:
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Search { text: String }
///
/// #[derive(ResponseModel)]
/// struct Hit { title: String }
///
/// async fn found(search: Search) -> AtMost<Hit, 10> {
///     AtMost::from(vec![Hit { title: search.text }])
/// }
///
/// #[route(get, "/search", response = AtMost<Hit, 10>)]
/// async fn search(Query(search): Query<Search>) -> AtMost<Hit, 10> {
///     found(search).await
/// }
///
/// /// Search with a text that is too long for a URL.
/// #[route(post, "/search", action, response = AtMost<Hit, 10>)]
/// async fn search_by_post(Json(search): Json<Search>) -> AtMost<Hit, 10> {
///     found(search).await
/// }
/// # let _: axum::Router = Api::new("Hits", "1.0.0").routes(routes![search, search_by_post]).into_router();
/// ```
///
/// # Which fields are sent
///
/// `pick` and `omit` name fields of the model by their names in Rust or in the JSON; of a list, a map or a page, the fields of its
/// items. A path such as `maker.name` leads into a nested model, also through an `Option`, a `Box`, a list or the values of a map.
/// Both together send what `pick` names without what `omit` names of it; an `omit` of what is not picked does not compile. The
/// members of a `#[serde(flatten)]` field are named as those of the model are. The variants of a [set](macro@Responses) select on
/// their own: `#[response(status = 200, pick(id))]`. The document shows what is left.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Item { id: i64, makers: Vec<Maker>, notes: Option<String> }
///
/// #[derive(ResponseModel)]
/// struct Maker { name: String, address: String }
///
/// fn stored() -> Item {
///     let maker = Maker { name: "Ada".to_owned(), address: "London".to_owned() };
///     Item { id: 7, makers: vec![maker], notes: None }
/// }
///
/// /// `{"id":7,"makers":[{"name":"Ada"}]}`
/// #[route(get, "/items/{id}", response = Item, pick(id, makers.name))]
/// async fn get_item(Path(id): Path<i64>) -> Item {
///     stored()
/// }
///
/// /// `{"makers":[{"name":"Ada"}]}`
/// #[route(get, "/items/{id}/makers", response = Item, pick(makers), omit(makers.address))]
/// async fn get_makers(Path(id): Path<i64>) -> Item {
///     stored()
/// }
/// ```
///
/// An unset [`Field`] is left out, unless the route says `unset = default`: then it is sent as what `#[response(unset = 10)]` on
/// the field says, or else as the default of its type, and the document shows it as required. So one model serves both kinds
/// of routes.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Settings {
///     name: Field<String>,
///     #[response(unset = 10)]
///     page_size: Field<u32>,
/// }
///
/// fn stored() -> Settings {
///     Settings { name: Field::Set("Ada".to_owned()), page_size: Field::Unset }
/// }
///
/// /// Only what is set: `{"name":"Ada"}`
/// #[route(get, "/settings", response = Settings)]
/// async fn settings() -> Settings {
///     stored()
/// }
///
/// /// All that is in force: `{"name":"Ada","page_size":10}`
/// #[route(get, "/settings/effective", response = Settings, unset = default)]
/// async fn effective_settings() -> Settings {
///     stored()
/// }
/// ```
///
/// The policies stack. `exclude_none`, `exclude_defaults` and `unset` reach into nested models, and a path of `pick` or `omit`
/// changes nothing about that:
///
/// | | `exclude_none` | `exclude_defaults` | `unset = default` | `pick` | `omit` |
/// |---|---|---|---|---|---|
/// | `exclude_none` | | leaves out both | leaves out an unset field whose default is `None` | of what is picked | of what is left |
/// | `exclude_defaults` | leaves out both | | does not compile: it leaves out what the other sends | of what is picked | of what is left |
/// | `unset = default` | leaves out an unset field whose default is `None` | does not compile | | of what is picked | of what is left |
/// | `pick` | of what is picked | of what is picked | of what is picked | | what is picked, without what is omitted of it |
///
/// # Deprecation
///
/// A client learns from the responses themselves that it has to move on: each has `Deprecation` (RFC 9745) and, if there is
/// a `sunset`, `Sunset` (RFC 8594), whether it is a success, an error or the refusal of a request.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// Every user, on one page.
/// #[route(get, "/v1/users", response = Text, deprecated(since = "2026-01-31", sunset = "2026-12-31"))]
/// async fn list_all_users() -> Text {
///     Text::from("Ada")
/// }
///
/// let api: Api = Api::new("Users", "1.0.0").routes(routes![list_all_users]);
/// let operation = &api.openapi()["paths"]["/v1/users"]["get"];
/// assert_eq!(operation["deprecated"], true);
/// let headers = &operation["responses"]["200"]["headers"];
/// assert_eq!(headers["Deprecation"]["schema"]["const"], "@1769817600");
/// assert_eq!(headers["Sunset"]["schema"]["const"], "Thu, 31 Dec 2026 00:00:00 GMT");
/// ```
///
/// A date is a day, which begins at midnight in UTC, or a time of RFC 3339 such as `2026-01-31T12:00:00+01:00`. A date in
/// `#[deprecated(since = "2026-01-31")]` on the function is read as well, though clippy's `deprecated_semver` wants a
/// version there; a version is not a date. RFC 9745 has no value without a date, so a plain `deprecated` is sent as
/// `Deprecation: @0`, the beginning of 1970: prefer a `since`. The dates of the route are sent also if a [`Reply`] sets
/// others.
///
/// [`Api`] sends them in any case. A router made by hand sends them with whatever the handler answers; a request that axum
/// refuses before it reaches the handler is answered without them there.
///
/// # Links and callbacks
///
/// A link says with which parameters another operation is called next; a callback says which request is sent later, and to which
/// URL. Both name a handler, so a misspelled name is a compile error, and an editor can jump to the handler.
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct InvoiceIn {
///     amount: i64,
///     callback_url: String,
/// }
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Payment {
///     paid: bool,
/// }
///
/// #[derive(ResponseModel)]
/// struct Invoice {
///     id: i64,
/// }
///
/// /// The invoice has been paid.
/// #[route(post, status = 204)]                   // no path: it describes the request that is sent, and is never called
/// async fn invoice_paid(Json(_): Json<Payment>) {}
///
/// #[route(get, "/invoices/{id}", response = Invoice)]
/// async fn get_invoice(Path(id): Path<i64>) -> Invoice {
///     Invoice { id }
/// }
///
/// #[route(post, "/invoices", response = Invoice,
///     link(get_invoice, id = "$response.body#/id"),
///     callback("{$request.body#/callback_url}", invoice_paid))]
/// async fn create_invoice(Json(new): Json<InvoiceIn>) -> Created<Invoice> {
///     Created::at("/invoices/7", Invoice { id: 7 })
/// }
///
/// let api: Api = Api::new("Invoices", "1.0.0").routes(routes![get_invoice, create_invoice]);
/// let operation = &api.openapi()["paths"]["/invoices"]["post"];
/// let link = &operation["responses"]["201"]["links"]["get_invoice"];
/// assert_eq!(link["parameters"]["id"], "$response.body#/id");
/// let sent = &operation["callbacks"]["invoice_paid"]["{$request.body#/callback_url}"]["post"];
/// assert_eq!(sent["summary"], "The invoice has been paid");
/// ```
///
/// The runtime expressions of OpenAPI are `$url`, `$method`, `$statusCode`, and `$request.` or `$response.` before
/// `body#/pointer` or `header.Name`; behind `$request.` also `path.name` and `query.name`. They are checked when the program is
/// compiled, and what they name when the [router is built](Api::try_into_router), as are the parameters of a link. A parameter may
/// also be a constant, and its name may be in quotes: `"path.id"` is the one of the path.
///
/// A link stands at the successes from which it can be followed, under the name of the handler: `link("next" = list_users, ..)`
/// gives it another one. Requests that have no request before them are [webhooks](Api::webhook).
pub use response_macros::route;

/// Keeps items that need axum. Emitted code does not know the features.
#[cfg(feature = "axum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_axum {
    ($($item:tt)*) => { $($item)* };
}

/// Drops items that need axum. Emitted code does not know the features.
#[cfg(not(feature = "axum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_axum {
    ($($item:tt)*) => {};
}

/// The items that emitted code names. Not for users.
#[doc(hidden)]
pub mod __private {
    pub use response_core::glue::*;

    #[cfg(feature = "axum")]
    pub use crate::blocking::blocking;
    #[cfg(feature = "axum")]
    pub use crate::route::{Late, Mount, Mountable, mounting, state};
    #[cfg(feature = "axum")]
    pub use axum::extract::FromRef;
    #[cfg(feature = "axum")]
    pub use axum::response::{IntoResponse, Response as AxumResponse};

    pub use __with_axum as with_axum;

    /// The fallback traits of `response_core`, and the one for axum's own extractors.
    pub mod fallbacks {
        #[cfg(feature = "axum")]
        pub use crate::extract::{AsksAxum as _, RejectsBody as _, RejectsParts as _};
        pub use response_core::glue::fallbacks::*;
    }
}
