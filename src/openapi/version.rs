/// The version of the OpenAPI Specification that a document keeps to: see [`Api::openapi_version`](crate::Api::openapi_version).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum OpenApiVersion {
    /// 3.1, which most tools read. It has no words for a stream: the schema there describes one item.
    #[default]
    V3_1,
    /// 3.2, whose `itemSchema` describes the items of a stream.
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
}
