//! Which media type of a problem document the client accepts (RFC 9110 section 12.5.1).

use super::request::List;

/// Whether the client prefers `application/json` to `application/problem+json`.
///
/// A client that accepts neither still gets a problem: an error about the error would help nobody.
pub(super) fn prefers_plain_json(accept: &List) -> bool {
    quality(accept, "json") > quality(accept, "problem+json")
}

/// The quality of `application/{subtype}`, in thousandths, from the most specific range.
fn quality(accept: &List, subtype: &str) -> u16 {
    accept
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| Range::read(range, subtype))
        .max_by_key(|range| range.specificity)
        .map_or(0, |range| range.quality)
}

/// A media range that includes the media type.
struct Range {
    specificity: u8,
    quality: u16,
}

impl Range {
    fn read(text: &str, subtype: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (range_type, range_subtype) = parts.next()?.split_once('/')?;
        let specificity = if range_type == "*" && range_subtype == "*" {
            0
        } else if !range_type.eq_ignore_ascii_case("application") {
            return None;
        } else if range_subtype == "*" {
            1
        } else if range_subtype.eq_ignore_ascii_case(subtype) {
            2
        } else {
            return None;
        };
        let quality = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .map_or(1000, |(_, value)| thousandths(value.trim()));
        Some(Self {
            specificity,
            quality,
        })
    }
}

/// A weight such as `0.8`; a malformed one is 0.
fn thousandths(weight: &str) -> u16 {
    match weight.parse::<f32>() {
        // From 0.0 to 1000.0, so the conversion is exact enough.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        Ok(weight) => (weight.clamp(0.0, 1.0) * 1000.0) as u16,
        Err(_) => 0,
    }
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
