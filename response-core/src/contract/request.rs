//! What an operation reads from a request: parameters, a body, credentials.

use std::borrow::Cow;

use serde_json::Value;

use super::{Content, SecurityScheme};

/// What an extractor needs to know who asks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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

impl Credential {
    /// A credential of a scheme, without which a request is refused.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, scheme: SecurityScheme) -> Self {
        Self {
            name: name.into(),
            scheme,
            scopes: Vec::new(),
            required: true,
        }
    }
}

/// Where a parameter stands in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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

impl Parameter {
    /// A parameter without which a request is refused.
    #[must_use]
    pub fn new(name: impl Into<String>, place: Place, schema: Value) -> Self {
        Self {
            name: name.into(),
            place,
            required: true,
            description: None,
            schema,
        }
    }

    /// A parameter that may be left out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What the parameter is for.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// The body of the request.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RequestBody {
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// A JSON Schema per media type.
    pub content: Vec<Content>,
}

impl RequestBody {
    /// A body without which a request is refused, in any of these media types.
    #[must_use]
    pub fn new(content: impl IntoIterator<Item = Content>) -> Self {
        Self {
            required: true,
            description: None,
            content: content.into_iter().collect(),
        }
    }

    /// A body that may be left out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What the body is.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}
