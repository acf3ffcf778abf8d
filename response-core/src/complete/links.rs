//! The `Link` header between the pages of a list (RFC 8288).

use http::HeaderValue;
use http::header::LINK;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::request::Asked;
use crate::model::{Link, Links};

/// The maximum length of the header, which would otherwise grow with what a client sends.
const LONGEST: usize = 8 << 10;

/// The characters that a path or a query cannot hold (RFC 3986 sections 3.3 and 3.4), and so cannot be between `<` and
/// `>`. `%` is kept, since what a client has sent is encoded already.
pub(super) const NOT_IN_A_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Adds the links of a page, from the query of the request.
pub(super) fn complete<RB>(mut response: http::Response<RB>, asked: &Asked) -> http::Response<RB> {
    let Some(links) = response.extensions_mut().remove::<Links>() else {
        return response;
    };
    let header = header(&links, asked.query());
    if let Some(Ok(header)) = header.map(HeaderValue::try_from) {
        // Appended, since a handler may have set links of its own.
        response.headers_mut().append(LINK, header);
    }
    response
}

/// The header for a request with this query: relative references that keep its other parameters, and that work behind
/// any prefix that a proxy has removed. `None` if it would be too long.
fn header(links: &Links, asked: &str) -> Option<String> {
    let kept = kept(links, asked);
    let mut header = String::with_capacity(links.links.len() * (kept.len() + 48));
    for Link { rel, query } in &links.links {
        let separator = if header.is_empty() { "" } else { ", " };
        for part in [separator, "<?", &kept, query, ">; rel=\"", rel, "\""] {
            header.push_str(part);
        }
    }
    (header.len() <= LONGEST).then_some(header)
}

/// The other parameters of the request, each with its `&`.
fn kept(links: &Links, asked: &str) -> String {
    let mut kept = String::new();
    for pair in asked.split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        let is_set = |known: &&str| percent_decode_str(name).eq(known.bytes());
        if !pair.is_empty() && !links.parameters.iter().any(is_set) {
            kept.extend(utf8_percent_encode(pair, NOT_IN_A_QUERY));
            kept.push('&');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Link;

    fn links(query: &str) -> Option<String> {
        let first = Link {
            rel: "first",
            query: "size=2".to_owned(),
        };
        let links = Links {
            parameters: ["cursor", "size"],
            links: vec![first],
        };
        header(&links, query)
    }

    #[test]
    fn other_parameters_are_kept_as_they_are() {
        assert_eq!(
            links("q=a%26b&size=9&tag=x&%63ursor=abc&tag=y").unwrap(),
            "<?q=a%26b&tag=x&tag=y&size=2>; rel=\"first\""
        );
        assert_eq!(links("").unwrap(), "<?size=2>; rel=\"first\"");
    }

    #[test]
    fn a_parameter_cannot_end_the_reference() {
        assert_eq!(
            links("q=\">; rel=next, <evil>\u{eb}").unwrap(),
            "<?q=%22%3E;%20rel=next,%20%3Cevil%3E%C3%AB&size=2>; rel=\"first\""
        );
    }

    #[test]
    fn a_long_query_gets_no_links() {
        assert_eq!(links(&"a".repeat(9000)), None);
    }
}
