//! `Link` between the pages of a list (RFC 8288).

use http::HeaderValue;
use http::header::LINK;

use super::request::Asked;
use crate::page::Links;

/// Writes the links of a page, now that the query of the request is known.
pub(super) fn complete<RB>(mut response: http::Response<RB>, asked: &Asked) -> http::Response<RB> {
    let Some(links) = response.extensions_mut().remove::<Links>() else {
        return response;
    };
    let header = links.header(asked.uri.query().unwrap_or_default());
    if let Some(Ok(header)) = header.map(HeaderValue::try_from) {
        // A handler may have links of its own.
        response.headers_mut().append(LINK, header);
    }
    response
}
