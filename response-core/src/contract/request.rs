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

/// How a parameter holds a list or an object: `style` and `explode` in OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterStyle {
    /// A list in a query or a form, with the name before each item: `tag=a&tag=b`. An object without a name of its own, with
    /// the names of its members: `a=1&b=2`.
    Form,
    /// A list in a header, with commas: `X-Tag: a, b` (RFC 9110 section 5.6.1).
    Simple,
    /// An object in a query or a form: `filter[age]=7&filter[name]=Ada`.
    DeepObject,
    /// A list of cookies of one name: `tag=a; tag=b`. Only OpenAPI 3.2 has it.
    Cookie,
}

impl ParameterStyle {
    /// The name of the style in OpenAPI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Simple => "simple",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }

    /// Whether the name stands before each item or member.
    #[must_use]
    pub const fn explodes(self) -> bool {
        !matches!(self, Self::Simple)
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
    /// How it holds a list or an object; `None` for one text.
    pub style: Option<ParameterStyle>,
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
            style: None,
        }
    }

    /// Sets how it holds a list or an object.
    #[must_use]
    pub fn style(mut self, style: ParameterStyle) -> Self {
        self.style = Some(style);
        self
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
