//! Where the other pages of a list are.

use crate::describe::Header;

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

impl Links {
    /// What the document says of the header, for a body with links of these relations.
    pub(crate) fn described(relations: &[&str]) -> Header {
        Header {
            required: false,
            ..Header::string(
                "Link",
                format!(
                    "Where other pages of the list are (RFC 8288): {}",
                    relations.join(", ")
                ),
            )
        }
    }
}
