//! `media_type = ".."` on a route: which kinds it refines, and what fits it.

use bytes::Bytes;

use super::ByteStream;
#[cfg(feature = "files")]
use super::File;
use crate::probe::{AsKind, NoModel, Unknown};

/// Whether it is a range such as `image/*` (RFC 9110 section 12.5.1), which each value has to narrow down itself.
pub(super) fn is_range(media_type: &str) -> bool {
    essence(media_type).ends_with("/*")
}

/// Whether a media type is the declared one, or one of the declared range. Parameters are left aside.
pub(super) fn takes_in(declared: &str, media_type: &str) -> bool {
    let (declared, media_type) = (essence(declared), essence(media_type));
    match declared.strip_suffix("/*") {
        Some("*") => true,
        Some(range) => media_type
            .split_once('/')
            .is_some_and(|(top_level, _)| top_level.eq_ignore_ascii_case(range)),
        None => declared.eq_ignore_ascii_case(media_type),
    }
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The declared response is one whose media type the route may name.
#[diagnostic::on_unimplemented(
    message = "`media_type` refines `Bytes`, `File` and `ByteStream` only [bad_media_type]",
    label = "the response has a media type of its own",
    note = "a model is sent as `application/json`, and every other kind brings its media type",
    note = "drop `media_type`, or declare `response = Bytes`"
)]
pub trait TakesMediaType {}

/// The values of the declared response say which media type each of them is.
#[diagnostic::on_unimplemented(
    message = "`media_type` names a range, and the values of this response do not say which type they are [bad_media_type]",
    label = "each value would have to name its type",
    note = "RFC 9110 section 8.3: `Content-Type` is one media type",
    note = "name one type, or declare `response = File` and return `File::from_bytes(bytes).content_type(\"..\")`"
)]
pub trait TakesMediaRange {}

/// A kind that brings no media type of its own.
pub trait Refined: super::Kind {}
/// A kind whose values can name their media type.
pub trait NamesMediaType: Refined {}

impl Refined for Bytes {}
impl Refined for ByteStream {}
impl NamesMediaType for ByteStream {}
#[cfg(feature = "files")]
impl Refined for File {}
#[cfg(feature = "files")]
impl NamesMediaType for File {}

#[diagnostic::do_not_recommend]
impl<K: Refined, P> TakesMediaType for AsKind<K, P> {}
#[diagnostic::do_not_recommend]
impl<K: NamesMediaType, P> TakesMediaRange for AsKind<K, P> {}

// Reported already.
#[diagnostic::do_not_recommend]
impl TakesMediaType for NoModel {}
#[diagnostic::do_not_recommend]
impl TakesMediaType for Unknown {}
#[diagnostic::do_not_recommend]
impl TakesMediaRange for NoModel {}
#[diagnostic::do_not_recommend]
impl TakesMediaRange for Unknown {}

/// `media_type = "application/pdf"`
pub fn assert_media_type<B: TakesMediaType>(_: B) {}

/// `media_type = "image/*"`
pub fn assert_media_range<B: TakesMediaRange>(_: B) {}

#[cfg(test)]
mod tests {
    use super::takes_in;

    #[test]
    fn a_range_takes_in_the_types_of_its_top_level() {
        assert!(takes_in("image/*", "image/png"));
        assert!(takes_in("*/*", "image/png"));
        assert!(!takes_in("image/*", "text/html"));
    }

    #[test]
    fn parameters_and_case_are_left_aside() {
        assert!(takes_in("text/plain", "Text/Plain; charset=utf-8"));
        assert!(!takes_in("text/plain", "text/html"));
    }
}
