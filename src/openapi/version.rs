//! [`OpenApiVersion`]: the version of the document.

use response_core::contract::{Content, ParameterStyle};

/// The OpenAPI version of a document.
///
/// The versions differ in how they describe streams. 3.1, which most tools read, has no keyword for the items of a
/// stream, so `schema` describes one event, line or row; in 3.2 `itemSchema` does.
///
/// ```
/// use steadfast::{Api, OpenApiVersion};
///
/// let api = Api::<()>::new("Users", "1.0.0").openapi_version(OpenApiVersion::V3_2);
/// assert_eq!(api.openapi()["openapi"], OpenApiVersion::V3_2.as_str());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum OpenApiVersion {
    /// OpenAPI 3.1.
    #[default]
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl OpenApiVersion {
    /// The member `openapi` of a document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V3_1 => "3.1.0",
            Self::V3_2 => "3.2.0",
        }
    }

    /// Whether the version has this style.
    pub(super) fn has(self, style: ParameterStyle) -> bool {
        style != ParameterStyle::Cookie || self >= Self::V3_2
    }

    pub(super) const fn schema_keyword(self, content: &Content) -> &'static str {
        match self {
            Self::V3_2 if content.item => "itemSchema",
            _ => "schema",
        }
    }
}
