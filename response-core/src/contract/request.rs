//! What an operation reads from a request, for the document: parameters, a body and credentials.

use std::borrow::Cow;

use serde_json::Value;

use super::{Content, SecurityScheme};

/// A credential that an extractor needs to identify the client.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Credential {
    /// The name of the security scheme in the document.
    pub name: Cow<'static, str>,
    /// The security scheme.
    pub scheme: SecurityScheme,
    /// The required scopes.
    pub scopes: Vec<Cow<'static, str>>,
    /// Whether a request without it is refused.
    pub required: bool,
}

impl Credential {
    /// A required credential of a security scheme.
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

/// The place of a parameter in the request.
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
    /// The name of the place in OpenAPI.
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

/// A request parameter.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name in the request.
    pub name: String,
    /// The place of the parameter.
    pub place: Place,
    /// Whether a request without it is refused.
    pub required: bool,
    /// What the parameter is for.
    pub description: Option<String>,
    /// The JSON Schema of its value.
    pub schema: Value,
}

impl Parameter {
    /// A required parameter.
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

    /// Marks the parameter as optional.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Sets what the parameter is for.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// The request body.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RequestBody {
    /// Whether a request without it is refused.
    pub required: bool,
    /// What the body is.
    pub description: Option<String>,
    /// The JSON Schema of each media type.
    pub content: Vec<Content>,
}

impl RequestBody {
    /// A required body, in any of these media types.
    #[must_use]
    pub fn new(content: impl IntoIterator<Item = Content>) -> Self {
        Self {
            required: true,
            description: None,
            content: content.into_iter().collect(),
        }
    }

    /// Marks the body as optional.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Sets what the body is.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}
