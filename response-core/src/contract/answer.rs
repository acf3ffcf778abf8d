//! The responses of an operation, for the document: successes and errors, each with its bodies and headers.

use serde_json::{Map, Value};

use super::Header;
use super::ParameterStyle;
use crate::problem::{ErrorFormat, ErrorSource};

/// A body with one media type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// The media type, such as `application/json`.
    pub media_type: &'static str,
    /// The JSON Schema of the body.
    pub schema: Value,
    /// An example of the body.
    pub example: Option<Value>,
    /// Whether the body is a stream; the schema then describes one event, line or row.
    pub item: bool,
    /// How the body of a form holds each member that is a list or an object: OpenAPI's Encoding Object.
    pub encoding: Vec<(String, ParameterStyle)>,
}

impl Content {
    /// A body that the schema describes as a whole.
    #[must_use]
    pub const fn new(media_type: &'static str, schema: Value) -> Self {
        Self {
            media_type,
            schema,
            example: None,
            item: false,
            encoding: Vec::new(),
        }
    }

    /// A stream; the schema describes one event, line or row.
    #[must_use]
    pub fn item(media_type: &'static str, schema: Value) -> Self {
        Self {
            item: true,
            ..Self::new(media_type, schema)
        }
    }
}

/// A success response of an operation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Success {
    /// The status code.
    pub status: u16,
    /// The headers that this response adds to those of every response.
    pub headers: Vec<Header>,
    /// The body, if there is one; an entry per media type.
    pub content: Vec<Content>,
    /// The headers that a reply declares in its type; `None` if it is not sent as a reply, which can set any header and so
    /// replace a static one of the route.
    pub reply_headers: Option<Vec<Header>>,
}

impl Success {
    /// A success without headers and without a body.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Vec::new(),
            reply_headers: None,
        }
    }
}

/// One error response of an operation: a status and a `code`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ErrorAnswer {
    /// The status code.
    pub status: u16,
    /// The `code` member, which identifies the error for programs.
    pub code: String,
    /// The `title` member.
    pub title: String,
    /// The `type` member: a URI, or `about:blank`.
    pub type_uri: String,
    /// When the error occurs, for people: the variant's doc comment.
    pub description: Option<String>,
    /// An example of the `detail` member, if the client sees one.
    pub detail: Option<String>,
    /// The JSON Schemas of the extension members, by name.
    pub extensions: Map<String, Value>,
    /// The extension members that are always present.
    pub required: Vec<String>,
    /// The headers of the response.
    pub headers: Vec<Header>,
    /// The format of the error, if it is not the app's.
    pub format: Option<ErrorFormat>,
    /// The media type, for an error of another framework's extractor that does not use the app's error format.
    pub media_type: Option<&'static str>,
    /// The body, for an error that sends a model of its own in any format: [`Problem::model`](crate::Problem::model).
    pub body: Option<Content>,
    /// Where it may come from. [`Operation::add_error`](super::Operation::add_error) sets it.
    pub sources: Vec<ErrorSource>,
}

impl ErrorAnswer {
    /// An error with only a status and a `code`.
    #[must_use]
    pub fn new(status: u16, code: impl Into<String>) -> Self {
        let status =
            http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            status: status.as_u16(),
            code: code.into(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            type_uri: "about:blank".to_owned(),
            description: None,
            detail: None,
            extensions: Map::new(),
            required: Vec::new(),
            headers: Vec::new(),
            format: None,
            media_type: None,
            body: None,
            sources: Vec::new(),
        }
    }

    /// Whether the two differ in nothing but where they may come from.
    #[doc(hidden)]
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let Self {
            status,
            code,
            title,
            type_uri,
            description,
            detail,
            extensions,
            required,
            headers,
            format,
            media_type,
            body,
            sources: _,
        } = self;
        *status == other.status
            && *code == other.code
            && *title == other.title
            && *type_uri == other.type_uri
            && *description == other.description
            && *detail == other.detail
            && *required == other.required
            && *media_type == other.media_type
            && *extensions == other.extensions
            && *headers == other.headers
            && *body == other.body
            && *format == other.format
    }
}
