//! Writing response models as JSON.
//!
//! The bytes are those of `serde_json` for the same type with `Serialize` derived. Only an unset
//! [`Field`](crate::Field) differs, since plain serde cannot leave it out by itself.

mod cursor;
mod digits;
mod distinct;
mod error;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod moment;
mod out;
#[cfg(test)]
mod tests;

pub use cursor::Out;
pub(crate) use cursor::collect;
pub use error::Error;
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(crate) use moment::{Moment, Precision};

/// Reports that a value is not an object, so its members cannot be written.
#[doc(hidden)]
pub fn no_object(out: Out<'_>) -> Out<'_> {
    out.fail(Error::new("only an object can be flattened"))
}
