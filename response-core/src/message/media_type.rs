//! Comparing media types and media ranges (RFC 9110 sections 8.3.1 and 12.5.1).

/// The media type without its parameters.
#[must_use]
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a body of this media type is JSON: `application/json` and others that end with `/json` or `+json` (RFC 6839 section
/// 3.1), with any parameters.
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether it is a range such as `image/*`, for which each value has to name its media type.
#[must_use]
pub fn is_range(media_type: &str) -> bool {
    essence(media_type).ends_with("/*")
}

/// Whether a media type equals the declared one or is in the declared range. Parameters are ignored.
#[must_use]
pub fn takes_in(declared: &str, media_type: &str) -> bool {
    let (declared, media_type) = (essence(declared), essence(media_type));
    match declared.strip_suffix("/*") {
        Some("*") => true,
        Some(range) => media_type
            .split_once('/')
            .is_some_and(|(top_level, _)| top_level.eq_ignore_ascii_case(range)),
        None => declared.eq_ignore_ascii_case(media_type),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_json, takes_in};

    #[test]
    fn a_range_takes_in_the_types_of_its_top_level() {
        assert!(takes_in("image/*", "Image/PNG"));
        assert!(takes_in("*/*", "image/png"));
        assert!(!takes_in("image/*", "text/html"));
        assert!(!takes_in("image/*", "imagery/png"));
    }

    #[test]
    fn json_has_one_of_two_endings() {
        assert!(is_json("Application/JSON; charset=utf-8"));
        assert!(is_json("application/problem+json"));
        assert!(!is_json("application/jsonl"));
        assert!(!is_json("text/html; q=/json"));
    }

    #[test]
    fn parameters_and_case_are_left_aside() {
        assert!(takes_in("text/plain", "Text/Plain; charset=utf-8"));
        assert!(!takes_in("text/plain", "text/html"));
    }
}
