//! Where the other pages of a list are.

/// Where the other pages of a list are: the part of a response that the completing layer writes into `Link`, because the
/// other parameters of the query are known to the request only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The parameters that a link sets, or leaves out, in the query of the request.
    pub(crate) parameters: &'static [&'static str],
    pub(crate) links: Vec<Link>,
}

/// A relation, and the part of the query that is the link's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub rel: &'static str,
    pub query: String,
}
