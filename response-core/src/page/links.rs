//! `Link` headers between the pages of a list (RFC 8288).

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::describe::Header;

/// Where the other pages of a list are: the part of a response that the completing layer writes into `Link`, because the
/// other parameters of the query are known to the request only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links(Vec<Link>);

/// The request with these parameters set, or left out, in its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub rel: &'static str,
    pub parameters: Vec<(&'static str, Option<String>)>,
}

/// A header of several links is not to grow with what a client sends.
const LONGEST: usize = 8 << 10;

/// What cannot stand in a query (RFC 3986 section 3.4), and so not between `<` and `>`. `%` stays, since what a client
/// has sent is encoded already.
const NOT_IN_A_QUERY: &AsciiSet = &CONTROLS
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

impl Links {
    pub(super) fn new(links: impl IntoIterator<Item = Link>) -> Self {
        Self(links.into_iter().collect())
    }

    /// The header for a request with this query: relative references that keep its other parameters, and hold behind
    /// any prefix that a proxy has taken off. `None` if it would be too long.
    #[cfg(any(feature = "tower", test))]
    pub(crate) fn header(&self, query: &str) -> Option<String> {
        let links: Vec<String> = self
            .0
            .iter()
            .map(|link| format!("<?{}>; rel=\"{}\"", link.query(query), link.rel))
            .collect();
        let header = links.join(", ");
        (header.len() <= LONGEST).then_some(header)
    }

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

#[cfg(any(feature = "tower", test))]
impl Link {
    fn query(&self, asked: &str) -> String {
        let is_kept = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            let is_set = |(known, _): &(&str, _)| percent_decode_str(name).eq(known.bytes());
            !pair.is_empty() && !self.parameters.iter().any(is_set)
        };
        let kept = asked
            .split('&')
            .filter(is_kept)
            .map(|pair| utf8_percent_encode(pair, NOT_IN_A_QUERY).to_string());
        let set = self.parameters.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?;
            Some(format!("{name}={value}"))
        });
        kept.chain(set).collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, Links};

    fn links(query: &str) -> Option<String> {
        let parameters = vec![("cursor", None), ("size", Some("2".to_owned()))];
        Links::new([Link {
            rel: "first",
            parameters,
        }])
        .header(query)
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
