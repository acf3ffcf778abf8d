//! Writing response models as JSON.
//!
//! The bytes are those of `serde_json` for the same type with `Serialize` derived. Two values differ: an unset
//! [`Field`](crate::Field), which plain serde cannot leave out by itself, and NaN and the infinities, for which
//! `serde_json` writes `null`. JSON has no such numbers (RFC 8259 section 6), and a schema says `number`, so they are an
//! [`Error`] here, and a logged 500 in a response.

mod cursor;
mod digits;
mod distinct;
mod error;
mod finite;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod moment;
mod out;
#[cfg(test)]
mod tests;

pub use cursor::Out;
pub(crate) use cursor::{collect, collect_body};
pub use error::Error;
pub use finite::Finite;
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(crate) use moment::{Moment, Precision};

/// Reports that a value is not an object, so its members cannot be written.
#[doc(hidden)]
pub fn no_object(out: Out<'_>) -> Out<'_> {
    out.fail(Error::new("only an object can be flattened"))
}
