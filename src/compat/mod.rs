//! The contract over time: what a change of the document does to clients of the old one.
//!
//! ```
//! use serde_json::json;
//! use steadfast::compat::{Changes, Kind, Verdict};
//!
//! let document = |properties, required| json!({
//!     "openapi": "3.1.0",
//!     "paths": { "/users": { "post": {
//!         "requestBody": { "required": true, "content": { "application/json": { "schema": {
//!             "type": "object", "properties": properties, "required": required,
//!         } } } },
//!         "responses": { "204": { "description": "Done" } },
//!     } } },
//! });
//! let old = document(json!({ "name": { "type": "string" } }), json!(["name"]));
//! let new = document(
//!     json!({ "name": { "type": "string" }, "age": { "type": "integer" } }),
//!     json!(["name", "age"]),
//! );
//!
//! let changes = Changes::between(&old, &new)?;
//! let change = changes.breaking().next().unwrap();
//! assert_eq!(change.kind, Kind::MemberAdded);
//! assert_eq!(change.operation, "POST /users");
//! assert_eq!(change.sentence, "request body: `age` has to be sent");
//! assert_eq!(change.witness.as_ref().unwrap().to_string(), r#"{"name":"a"}  <- /age"#);
//! assert_eq!(changes.verdict(), Verdict::Breaking);
//! # Ok::<(), steadfast::compat::DocumentError>(())
//! ```
//!
//! Both documents are OpenAPI 3.1 or 3.2. Those that steadfast writes are understood completely; in one of another tool, a
//! change of a keyword that is not known is [`Risky`](Verdict::Risky), and always reported.
//!
//! # What is compared
//!
//! What clients send, the new service has to take: each value that the old contract allows. What clients receive, the old
//! contract has to allow: each value that the new service may send. So a schema that gets wider is good for a request
//! and breaks an answer; one that gets narrower is good for an answer and breaks a request.
//!
//! Schemas are compared as sets of values, so it does not matter how they are written, and what components are called matters
//! only to generated code. Nobody is expected to send a member that no schema names, and clients ignore members that they do
//! not know, unless the schema is closed.
//!
//! A [`Breaking`](Verdict::Breaking) change shows itself: its [`Witness`] is a value that one contract allows and the other
//! forbids, and the `jsonschema` crate has said so; or it is a request or an answer (a path, a credential, a status, a header, a
//! media type) that was replayed against both contracts. A difference for which no such witness is found is
//! [`Risky`](Verdict::Risky), as are those that are not decided here: another `pattern` or `format` in place of one, a list of
//! values that is marked with `"x-extensible-enum": true` and grows, a default.
//!
#![cfg_attr(
    feature = "testing",
    doc = "In a test, [`testing::assert_compatible`](crate::testing::assert_compatible) compares with a file of the last release.\n"
)]
//! [The guide](crate::guide::over_time) shows how a team uses it, and has [the table](crate::guide::changes) of what is found.

mod change;
mod changes;
mod check;
mod document;
mod nested;
mod read;
mod schema;
mod stub;
mod sunset;
mod table;
mod template;
mod walk;
mod witness;

pub use self::change::{Change, Direction, Kind, Subject, Verdict};
pub use self::changes::{Changes, UnusedAllowance};
pub use self::document::DocumentError;
pub use self::witness::Witness;
