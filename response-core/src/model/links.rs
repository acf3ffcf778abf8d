//! [`Links`]: the links from one page of a list to the others.

use std::fmt::{Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The links from one page of a list to the others. The completing layer turns them into a `Link` header, because only
/// the request has the other query parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The query parameters of the request that a link replaces or drops.
    pub(crate) parameters: [&'static str; 2],
    pub(crate) links: Vec<Link>,
}

/// A link relation, and the query parameters that belong to the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub rel: &'static str,
    pub query: String,
}

impl Link {
    /// A link that sets these query parameters, in this order.
    pub(crate) fn setting(rel: &'static str, pairs: &[(&str, &dyn Display)]) -> Self {
        let mut query = String::new();
        for (name, value) in pairs {
            let separator = if query.is_empty() { "" } else { "&" };
            let name = utf8_percent_encode(name, RESERVED);
            // Writing to a `String` cannot fail.
            let _ = write!(query, "{separator}{name}={value}");
        }
        Self { rel, query }
    }
}

/// All but the unreserved characters of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The names of the two query parameters by which a list is paged; `None` if they are not known, so that there are no links.
/// They are not part of what a page says: two pages of the same content are equal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PagedBy(pub Option<[&'static str; 2]>);

impl PartialEq for PagedBy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PagedBy {}
