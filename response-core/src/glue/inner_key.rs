//! Keys inside of newtypes: whether a newtype is the key of a map depends on the type inside.

use crate::json::Out;
use crate::model::MapKey;

/// A [`MapKey`], under a bound that may be false.
///
/// rustc refuses `where Vec<u8>: MapKey` on the implementation for a type without parameters, since it can never hold. A
/// bound with a bound lifetime, `where for<'k> Vec<u8>: InnerKey<'k>`, only makes the implementation apply to nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a JSON object [not_a_response_model]",
    label = "not a key",
    note = "keys are text: strings, whole numbers, `bool`, `char`, dates, and enums and newtypes of those"
)]
pub trait InnerKey<'k> {
    /// Calls [`MapKey::write_key`].
    fn write_inner_key<'b>(&self, out: Out<'b>) -> Out<'b>;
    /// Calls [`MapKey::key_size_hint`].
    fn inner_key_size_hint(&self) -> usize;
}

#[diagnostic::do_not_recommend]
impl<K: MapKey + ?Sized> InnerKey<'_> for K {
    fn write_inner_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        self.write_key(out)
    }
    fn inner_key_size_hint(&self) -> usize {
        self.key_size_hint()
    }
}
