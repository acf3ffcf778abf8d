//! What a route tells about itself when the document is made.
//!
//! The parts of a contract (extractors, outcomes, models, errors) each write down what they bring into an
//! [`Operation`]; the facade lays the result out as OpenAPI.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use http::header::{PROXY_AUTHENTICATE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::contract::RouteInfo;
use crate::format::ErrorFormat;
use crate::request::AfterRefusal;
use crate::schema::Schemas;

pub use crate::security::{OAuthFlows, SecurityScheme};

/// One operation while it is being described.
#[derive(Debug)]
pub struct Operation<'s> {
    /// The route's declaration.
    pub route: &'static RouteInfo,
    /// The whole path, with the prefixes that the route is nested below.
    pub path: Option<Cow<'static, str>>,
    /// The schemas of the document.
    pub schemas: &'s mut Schemas,
    /// What becomes of each argument of the handler once one before it has refused the request.
    pub inputs: Vec<AfterRefusal>,
    /// Path, query, header and cookie parameters.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// The successes that the outcome can answer.
    pub successes: Vec<Success>,
    /// When each success is answered, for people, where its type says so.
    pub descriptions: Vec<(u16, &'static str)>,
    /// The errors that the handler, its extractors and `errors = ..` can answer.
    pub errors: Vec<ErrorAnswer>,
    /// What the extractors need to know who asks.
    pub credentials: Vec<Credential>,
    /// The types of the arguments that say nothing of themselves.
    pub undescribed: Vec<&'static str>,
    /// For each argument that refuses what it does not know in a query, the names that it knows.
    pub closed_queries: Vec<Vec<String>>,
    /// What cannot be right whatever the client sends: the route is not mounted.
    pub faults: Vec<String>,
}

impl<'s> Operation<'s> {
    /// An operation of which nothing is known yet but its declaration.
    #[must_use]
    pub fn new(route: &'static RouteInfo, schemas: &'s mut Schemas) -> Self {
        Self {
            route,
            path: route.path.map(Cow::Borrowed),
            schemas,
            inputs: Vec::new(),
            parameters: Vec::new(),
            request_body: None,
            successes: Vec::new(),
            descriptions: Vec::new(),
            errors: Vec::new(),
            credentials: Vec::new(),
            undescribed: Vec::new(),
            closed_queries: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// What an extractor needs to know who asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// The name of the scheme in the document.
    pub name: Cow<'static, str>,
    /// What kind of credential it is.
    pub scheme: SecurityScheme,
    /// The scopes that are needed.
    pub scopes: Vec<Cow<'static, str>>,
    /// Whether a request without it is refused.
    pub required: bool,
}

/// Where a parameter stands in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Place {
    /// The name OpenAPI has for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it is for.
    pub description: Option<String>,
    /// The JSON Schema of its value.
    pub schema: Value,
}

/// The body of the request.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestBody {
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// A JSON Schema per media type.
    pub content: Vec<Content>,
}

/// A body of one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The media type, such as `application/json`.
    pub media_type: &'static str,
    /// The JSON Schema of the body.
    pub schema: Value,
    /// An example of the body.
    pub example: Option<Value>,
    /// Whether the body is a stream, and the schema that of one event, line or row.
    pub item: bool,
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
        }
    }

    /// A stream of which the schema describes one event, line or row.
    #[must_use]
    pub fn item(media_type: &'static str, schema: Value) -> Self {
        Self {
            item: true,
            ..Self::new(media_type, schema)
        }
    }
}

/// A header of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The name, in the usual writing: `Location`.
    pub name: &'static str,
    /// What it says.
    pub description: String,
    /// Whether every answer carries it.
    pub required: bool,
    /// The JSON Schema of its value.
    pub schema: Value,
}

impl Header {
    /// A header that every answer carries and whose value is any string.
    #[must_use]
    pub fn string(name: &'static str, description: impl Into<String>) -> Self {
        Self {
            name,
            description: description.into(),
            required: true,
            schema: serde_json::json!({ "type": "string" }),
        }
    }

    /// A header of a problem, of which only the value is known that it has there.
    pub(crate) fn occurring(name: &HeaderName, value: &HeaderValue) -> Self {
        let mut header = Self::string(usual(name), crate::error::declared::meaning(name.as_str()));
        // A challenge belongs to the kind of the problem, whoever is asked; any other value may be of this occurrence.
        if *name == WWW_AUTHENTICATE || *name == PROXY_AUTHENTICATE {
            let value = String::from_utf8_lossy(value.as_bytes());
            header.schema = serde_json::json!({ "type": "string", "const": value });
        }
        header
    }
}

/// The name in the usual writing: `X-Name`. It is kept for good, as a document needs it: a program has few names.
fn usual(name: &HeaderName) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let usual = match name.as_str() {
        "etag" => "ETag".to_owned(),
        "www-authenticate" => "WWW-Authenticate".to_owned(),
        other => {
            let words = other.split('-').map(|word| {
                let (first, rest) = word.split_at(word.len().min(1));
                first.to_ascii_uppercase() + rest
            });
            words.collect::<Vec<_>>().join("-")
        }
    };
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(usual.as_str()) {
        return known;
    }
    let kept: &'static str = usual.leak();
    names.insert(kept);
    kept
}

/// A success that an operation can answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Success {
    /// The status code.
    pub status: u16,
    /// Headers beside those of every response.
    pub headers: Vec<Header>,
    /// The body, where there is one.
    pub content: Vec<Content>,
}

/// One error that an operation can answer: a status and a `code`.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorAnswer {
    /// The status code.
    pub status: u16,
    /// The `code` member, which names the error for programs.
    pub code: String,
    /// The `title` member.
    pub title: String,
    /// The `type` member: a URI, or `about:blank`.
    pub type_uri: String,
    /// When it is answered, for people: the variant's doc comment.
    pub description: Option<String>,
    /// An example of the `detail` member, where the client sees one.
    pub detail: Option<String>,
    /// The JSON Schemas of extension members, by name.
    pub extensions: Map<String, Value>,
    /// The extension members that are always there.
    pub required: Vec<String>,
    /// Headers it carries.
    pub headers: Vec<Header>,
    /// The shape of the error, where it is not the app's.
    pub format: Option<ErrorFormat>,
    /// The media type of an answer that does not have the app's error format: of another framework's extractor.
    pub media_type: Option<&'static str>,
}

impl ErrorAnswer {
    /// An error that says no more than its status and its `code` do.
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
        }
    }
}

impl Operation<'_> {
    /// Says when a status is answered.
    pub fn describe_status(&mut self, status: u16, description: &'static str) {
        self.descriptions.push((status, description));
    }

    /// Notes that the request has to prove who asks.
    ///
    /// ```
    /// use response_core::describe::{Operation, SecurityScheme};
    /// use response_core::{Extractor, RequestPart};
    ///
    /// struct CurrentUser;
    ///
    /// impl Extractor for CurrentUser {}
    ///
    /// impl RequestPart for CurrentUser {
    ///     fn describe(operation: &mut Operation<'_>) {
    ///         operation.needs("session", SecurityScheme::cookie("session"));
    ///     }
    /// }
    /// ```
    pub fn needs(&mut self, name: impl Into<Cow<'static, str>>, scheme: SecurityScheme) {
        self.credentials.push(Credential {
            name: name.into(),
            scheme,
            scopes: Vec::new(),
            required: true,
        });
    }

    /// Adds an error, unless another part of the operation has added the same.
    pub fn add_error(&mut self, error: ErrorAnswer) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }
}
