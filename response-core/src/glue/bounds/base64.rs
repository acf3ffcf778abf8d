//! The rule that `#[response(base64)]` is on a field of bytes.

use crate::model::Binary;

/// The type is bytes, or holds bytes.
#[diagnostic::on_unimplemented(
    message = "`base64` is for bytes, and `{Self}` does not hold any",
    label = "`{Self}` here",
    note = "it is for `Vec<u8>`, `[u8; N]`, `&[u8]`, `Cow<[u8]>` and `Bytes`, also inside an `Option`, a list, a pointer or the values of a map",
    note = "for bytes in a tuple or in a generic type, write `Base64<Vec<u8>>` there"
)]
#[expect(
    non_camel_case_types,
    reason = "rustc names the attribute where it does not apply"
)]
pub trait base64 {
    /// Asserts that the type holds bytes.
    fn check() {}
}

// For any type, so that rustc does not list the containers of bytes.
#[diagnostic::do_not_recommend]
impl<T: Binary + ?Sized> base64 for T {}
