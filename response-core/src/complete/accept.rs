//! Which media type of a problem document the client accepts (RFC 9110 section 12.5.1).

use super::request::List;
use crate::message::accept::quality;

/// Whether the client prefers `application/json` to `application/problem+json`.
///
/// A client that accepts neither still gets a problem: an error about the error would help nobody.
pub(super) fn prefers_plain_json(accept: &List) -> bool {
    quality(accept.iter(), "application/json") > quality(accept.iter(), "application/problem+json")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn prefers(accept: &'static str) -> bool {
        let mut list = List::default();
        list.push(HeaderValue::from_static(accept));
        prefers_plain_json(&list)
    }

    #[test]
    fn plain_json_is_for_those_who_ask_for_it_only() {
        assert!(prefers("application/json"));
        assert!(prefers("application/json, */*;q=0.8"));
        assert!(prefers("application/problem+json;q=0.5, application/json"));
        assert!(prefers("application/*, application/problem+json;q=0"));
    }

    #[test]
    fn a_problem_is_the_first_choice_of_the_server() {
        assert!(!prefers_plain_json(&List::default()));
        assert!(!prefers("*/*"));
        assert!(!prefers("application/*"));
        assert!(!prefers("application/json, application/problem+json"));
        assert!(!prefers("application/json, text/plain, */*"));
        assert!(!prefers("text/html"));
    }

    #[test]
    fn a_malformed_header_is_no_wish() {
        assert!(!prefers("application"));
        assert!(!prefers("application/json;q=much"));
        assert!(!prefers(";;,,"));
    }
}
