//! The rule `bytes_as_numbers`: bytes are sent as text.

use super::Known;

impl Known<false> {
    /// No bytes are sent as numbers, so there is no warning.
    pub fn of_field(&self) {}
    /// As [`of_field`](Self::of_field), for a whole response.
    pub fn of_response(&self) {}
}

/// The fallback for bytes that are sent as numbers.
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait bytes_as_numbers {
    /// Warns, since it is deprecated.
    // rustdoc reads the slug in the note as a link.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(note = "bytes are sent as a list of numbers [bytes_as_numbers]
  = note: JSON has no bytes: clients expect text, and each number takes up to four characters
  = help: mark the field `#[response(base64)]`, or hold a `Base64<Vec<u8>>`, which is a model anywhere
  = help: if these are numbers, say so: `#[response(allow(bytes_as_numbers, reason = \"...\"))]`")]
    fn of_field(&self) {}

    /// Warns of a whole response.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(note = "bytes are sent as a list of numbers [bytes_as_numbers]
  = note: JSON has no bytes: clients expect text, and each number takes up to four characters
  = help: a response of bytes is `response = Bytes`; text in JSON is a `Base64<Vec<u8>>`
  = help: if these are numbers, say so: `allow(bytes_as_numbers, reason = \"...\")`")]
    fn of_response(&self) {}
}
impl bytes_as_numbers for Known<true> {}
