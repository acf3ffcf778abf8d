//! The rule `bad_media_type`: `media_type = ".."` is declared only where the kind of the response allows it.

use crate::outcome::kind::{NamesMediaType, Refined};
use crate::outcome::{AsKind, AsModel, NoModel, Unknown};

/// The route may declare the media type of this response.
#[diagnostic::on_unimplemented(
    message = "this response is not sent as any other media type [bad_media_type]",
    label = "this response has its own media type",
    note = "a model is JSON: `application/json`, or one that ends with `+json`; only `Text`, `Html`, `JsonLines`, `Bytes`, `File` and `ByteStream` are what the route says",
    note = "drop `media_type`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait bad_media_type: Sized {
    /// Asserts that the route may declare `media_type = "application/pdf"`.
    fn check(_: Self) {}
}

/// The route may declare a media type of JSON, since a model describes the response.
#[diagnostic::on_unimplemented(
    message = "`media_type` is JSON, but no model describes it [bad_media_type]",
    label = "not sent as a model",
    note = "only a type that lists its fields can be checked, filtered and documented",
    note = "declare the model: `response = Model`, or drop `media_type`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait bad_json_media_type: Sized {
    /// Asserts that the route may declare `media_type = "application/geo+json"`.
    fn check(_: Self) {}
}

/// The route may declare a media range, since each value of this response names its media type.
#[diagnostic::on_unimplemented(
    message = "`media_type` is a range, but the values of this response do not name their media type [bad_media_type]",
    label = "each value would have to name its media type",
    note = "RFC 9110 section 8.3: `Content-Type` is a single media type",
    note = "write a single media type, or declare `response = File` and return `File::from_bytes(bytes).content_type(\"..\")`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait bad_media_range: Sized {
    /// Asserts that the route may declare `media_type = "image/*"`.
    fn check(_: Self) {}
}

#[diagnostic::do_not_recommend]
impl<K: Refined, P> bad_media_type for AsKind<K, P> {}
#[diagnostic::do_not_recommend]
impl<M, P> bad_json_media_type for AsModel<M, P> {}
#[diagnostic::do_not_recommend]
impl<K: NamesMediaType, P> bad_media_range for AsKind<K, P> {}

// A route without a model is reported already.
#[diagnostic::do_not_recommend]
impl bad_media_type for NoModel {}
#[diagnostic::do_not_recommend]
impl bad_media_type for Unknown {}
#[diagnostic::do_not_recommend]
impl bad_json_media_type for NoModel {}
#[diagnostic::do_not_recommend]
impl bad_json_media_type for Unknown {}
#[diagnostic::do_not_recommend]
impl bad_media_range for NoModel {}
#[diagnostic::do_not_recommend]
impl bad_media_range for Unknown {}
