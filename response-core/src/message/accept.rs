//! How much a client wants a media type: `Accept` (RFC 9110 section 12.5.1).

use http::HeaderValue;

/// The quality of this media type, in thousandths, from the most specific range that includes it; 0 if none does.
pub fn quality<'v>(accept: impl IntoIterator<Item = &'v HeaderValue>, media_type: &str) -> u16 {
    ranges(accept)
        .filter_map(|range| Range::read(range, media_type))
        .max_by_key(|range| range.specificity)
        .map_or(0, |range| range.quality)
}

/// The index of the media type that the client wants most; of those that it wants equally, the first one. `None` if it
/// accepts none of them. A client without `Accept` accepts all.
#[must_use]
pub fn best(accept: &[&HeaderValue], offered: &[&str]) -> Option<usize> {
    if ranges(accept.iter().copied()).next().is_none() {
        return (!offered.is_empty()).then_some(0);
    }
    let mut best = None;
    let mut most = 0;
    for (place, media_type) in offered.iter().enumerate() {
        let quality = quality(accept.iter().copied(), media_type);
        if quality > most {
            (best, most) = (Some(place), quality);
        }
    }
    best
}

/// The elements of the lists that are not empty.
fn ranges<'v>(accept: impl IntoIterator<Item = &'v HeaderValue>) -> impl Iterator<Item = &'v str> {
    accept
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|range| !range.trim().is_empty())
}

/// A media range that includes the media type.
struct Range {
    /// A type with parameters is more specific than one without, and that than a range.
    specificity: usize,
    quality: u16,
}

impl Range {
    fn read(text: &str, media_type: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (range_type, range_subtype) = parts.next()?.split_once('/')?;
        let mut offered = media_type.split(';').map(str::trim);
        let (top_level, subtype) = offered.next()?.split_once('/')?;
        let mut specificity = if range_type == "*" && range_subtype == "*" {
            0
        } else if !range_type.eq_ignore_ascii_case(top_level) {
            return None;
        } else if range_subtype == "*" {
            1
        } else if range_subtype.eq_ignore_ascii_case(subtype) {
            2
        } else {
            return None;
        };
        let mut quality = 1000;
        for (name, value) in parts.filter_map(pair) {
            if name.eq_ignore_ascii_case("q") {
                quality = thousandths(value);
                // RFC 7231 had extensions of `Accept` behind the weight, which RFC 9110 has removed.
                break;
            }
            // All text that is sent is UTF-8.
            let is_utf8 =
                name.eq_ignore_ascii_case("charset") && value.eq_ignore_ascii_case("utf-8");
            let is_held = |(own, of_it): (&str, &str)| {
                own.eq_ignore_ascii_case(name) && of_it.eq_ignore_ascii_case(value)
            };
            if !is_utf8 && !offered.clone().filter_map(pair).any(is_held) {
                return None;
            }
            specificity += 1;
        }
        Some(Self {
            specificity,
            quality,
        })
    }
}

/// A parameter, without the quotes of its value.
fn pair(parameter: &str) -> Option<(&str, &str)> {
    let (name, value) = parameter.split_once('=')?;
    Some((name.trim(), value.trim().trim_matches('"')))
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
    use super::*;

    fn of(accept: &'static str, media_type: &str) -> u16 {
        quality(&[HeaderValue::from_static(accept)], media_type)
    }

    fn chosen(accept: &[&'static str]) -> Option<usize> {
        let accept: Vec<_> = accept
            .iter()
            .copied()
            .map(HeaderValue::from_static)
            .collect();
        best(
            &accept.iter().collect::<Vec<_>>(),
            &["application/json", "text/csv"],
        )
    }

    #[test]
    fn the_example_of_the_rfc() {
        let accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
        assert_eq!(of(accept, "text/plain;format=flowed"), 1000);
        assert_eq!(of(accept, "text/plain"), 700);
        assert_eq!(of(accept, "text/html"), 300);
        assert_eq!(of(accept, "image/jpeg"), 500);
        assert_eq!(of(accept, "text/plain;format=fixed"), 400);
    }

    #[test]
    fn the_client_decides_and_the_server_where_it_does_not() {
        assert_eq!(chosen(&[]), Some(0));
        assert_eq!(chosen(&[""]), Some(0));
        assert_eq!(chosen(&["*/*"]), Some(0));
        assert_eq!(chosen(&["text/csv"]), Some(1));
        assert_eq!(chosen(&["TEXT/CSV; Charset=\"UTF-8\""]), Some(1));
        assert_eq!(chosen(&["text/*, application/json;q=0.9"]), Some(1));
        assert_eq!(
            chosen(&["application/json;q=0.5", "text/csv;q=0.6"]),
            Some(1)
        );
        assert_eq!(chosen(&["application/json;q=0, */*;q=0.1"]), Some(1));
        assert_eq!(chosen(&["text/csv;q=0.5, */*;q=0.5"]), Some(0));
    }

    #[test]
    fn what_is_not_accepted_is_not_chosen() {
        assert_eq!(chosen(&["application/xml"]), None);
        assert_eq!(chosen(&["*/*;q=0"]), None);
        assert_eq!(chosen(&["text/csv;header=absent"]), None);
        assert_eq!(chosen(&["csv, ;q=1, text/csv;q=much"]), None);
    }
}
