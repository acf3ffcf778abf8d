//! Media types and ranges of them, as they are compared (RFC 9110 sections 8.3.1 and 12.5.1).

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// `image/png` is of `image/*` and of `*/*`, whatever its parameters are.
pub(crate) fn is_of(media_type: &str, documented: &str) -> bool {
    let (media_type, documented) = (essence(media_type), essence(documented));
    match documented.strip_suffix("/*") {
        Some("*") => true,
        Some(range) => media_type
            .split_once('/')
            .is_some_and(|(top_level, _)| top_level.eq_ignore_ascii_case(range)),
        None => documented.eq_ignore_ascii_case(media_type),
    }
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_media_type_is_of_its_range() {
        assert!(is_of("image/png", "image/*"));
        assert!(is_of("Image/PNG", "*/*"));
        assert!(is_of("text/html; charset=utf-8", "Text/HTML"));
        assert!(!is_of("image/png", "text/*"));
        assert!(!is_of("imagery/png", "image/*"));
    }
}
