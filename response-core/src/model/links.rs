//! [`Links`]: the links from one page of a list to the others.

/// The links from one page of a list to the others. The completing layer turns them into a `Link` header, because only
/// the request has the other query parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The query parameters of the request that a link replaces or drops.
    pub(crate) parameters: &'static [&'static str],
    pub(crate) links: Vec<Link>,
}

/// A link relation, and the query parameters that belong to the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub rel: &'static str,
    pub query: String,
}
