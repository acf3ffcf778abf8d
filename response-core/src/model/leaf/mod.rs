//! The response models that need no derive: the types of std, and of the crates that features name.
//!
//! A type whose serialization can fail (a lock, a path, a time before 1970, a map with float keys) is not among them.

mod duration_and_net;
mod list;
mod map;
mod number;
mod option;
mod pointer;
mod range;
mod text;
mod tuple;

pub(crate) use list::guess_size;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "indexmap")]
mod indexmap;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(test)]
#[cfg(any(
    feature = "chrono",
    feature = "indexmap",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "url",
    feature = "uuid"
))]
mod tests;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

/// Implements filling a type from itself: nothing is converted, so the value is passed on as it is.
macro_rules! fills_itself {
    ($([$($generics:tt)*] $type:ty)*) => {$(
        impl<$($generics)*> crate::model::FilledFrom<$type> for $type {
            #[inline]
            fn fill(source: $type) -> Self {
                source
            }
        }
        impl<$($generics)*> crate::model::WrittenFrom<$type> for $type {
            #[inline]
            fn write_filled<'b, P: crate::model::Policy>(source: $type, out: crate::json::Out<'b>) -> crate::json::Out<'b> {
                crate::model::ResponseModel::write::<P>(&source, out)
            }
            #[inline]
            fn filled_size_hint(source: &$type) -> usize {
                crate::model::ResponseModel::size_hint(source)
            }
        }
    )*};
}
use fills_itself;

/// Implements a model that is written as its serde implementation writes it, in about `$size` bytes. What that writes must
/// not depend on a feature, since any crate of the build can enable one: such a type is written from its own text, as
/// `Decimal` is. `.ci/other-features` tests it.
macro_rules! through_serde {
    ($($type:ty: $name:literal, $size:literal)*) => {$(
        impl crate::model::ResponseModel for $type {
            const SHAPE: &'static crate::model::shape::Shape = &crate::model::shape::Shape::leaf::<$type>($name);
            fn size_hint(&self) -> usize {
                $size
            }
            fn write<'b, P: crate::model::Policy>(&self, out: crate::json::Out<'b>) -> crate::json::Out<'b> {
                out.serde(self)
            }
        }
        crate::model::leaf::fills_itself! { [] $type }
    )*};
}
use through_serde;

/// Implements map keys for types that serde writes as a string, whatever features are enabled.
macro_rules! keys_through_serde {
    ($($type:ty)*) => {$(
        impl crate::model::MapKey for $type {
            fn write_key<'b>(&self, out: crate::json::Out<'b>) -> crate::json::Out<'b> {
                out.serde(self)
            }
        }
    )*};
}
use keys_through_serde;
