//! The rule `bytes_as_numbers`: bytes are sent as text.

use super::Known;
use super::listed::Unowned;

/// What is judged: the type itself if bytes in it are sent as numbers, and otherwise `()`.
pub trait SentAsNumbers<T: ?Sized> {
    /// The type.
    type Judged: ?Sized;
}

impl<T: ?Sized> SentAsNumbers<T> for Known<true> {
    type Judged = T;
}

impl<T: ?Sized> SentAsNumbers<T> for Known<false> {
    type Judged = ();
}

/// No bytes of the type are sent as numbers.
#[diagnostic::on_unimplemented(
    message = "bytes in `{Self}` are sent as a list of numbers [bytes_as_numbers]",
    label = "JSON has no bytes",
    note = "clients expect text, and each number takes up to four characters",
    note = "mark the field `#[response(base64)]`, or hold a `Base64<Vec<u8>>`, which is a model anywhere; a whole response of bytes is `response = Bytes`",
    note = "if these are numbers, use a wider type, or say so at the field: `#[response(allow(bytes_as_numbers, reason = \"...\"))]`"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait bytes_as_numbers {
    /// Asserts that no bytes of the type are sent as numbers.
    fn check(_: Unowned<Self>) {}
}

#[diagnostic::do_not_recommend]
impl bytes_as_numbers for () {}
