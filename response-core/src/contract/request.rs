//! What an operation reads from a request: parameters, a body, credentials.

use std::borrow::Cow;

use serde_json::Value;

use super::{Content, SecurityScheme};

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
