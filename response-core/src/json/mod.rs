//! Writing response models as JSON.
//!
//! The bytes are those of `serde_json` for the same type with `Serialize` derived; only an unset [`Field`](crate::Field)
//! differs, which plain serde cannot leave out by itself.

mod cursor;
mod digits;
mod error;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod moment;
mod out;
#[cfg(test)]
mod tests;

pub use cursor::Out;
pub use error::Error;
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(crate) use moment::{Moment, Precision};

use crate::model::{ResponseModel, WrittenFrom};
use crate::policy::{Everything, Policy};

/// Writes a model as JSON: for caches, tests, queues.
///
/// ```
/// use response_core::json;
///
/// assert_eq!(json::to_vec(&("Ada", [1, 2], None::<bool>))?, br#"["Ada",[1,2],null]"#);
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Errors
/// Only what serde writes can fail: a `#[response(foreign)]` field, `serialize_with`, a foreign map that is flattened.
pub fn to_vec<M: ResponseModel + ?Sized>(model: &M) -> Result<Vec<u8>, Error> {
    cursor::collect(model.size_hint(), |out| model.write::<Everything>(out))
}

/// Fills a model from `source` and writes it as the policy says; items of a list are filled one by one.
///
/// ```
/// use response_core::{Everything, json};
///
/// let rows = vec![Some("Ada"), None];
/// let bytes = json::filled_to_vec::<Vec<Option<&str>>, Everything, _>(rows)?;
/// assert_eq!(bytes, br#"["Ada",null]"#);
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Errors
/// As [`to_vec`].
pub fn filled_to_vec<M: WrittenFrom<S>, P: Policy, S>(source: S) -> Result<Vec<u8>, Error> {
    cursor::collect(M::filled_size_hint(&source), |out| {
        M::write_filled::<P>(source, out)
    })
}

/// What a value looks like in JSON, for the document.
#[doc(hidden)]
pub fn example<T: serde::Serialize + ?Sized>(value: &T) -> Option<serde_json::Value> {
    serde_json::to_value(value).ok()
}

/// An example of a field: a model, as it is sent, or else what serde makes of it.
#[doc(hidden)]
pub struct Example<T>(pub T);

impl<M: ResponseModel> Example<M> {
    /// What it looks like.
    #[must_use]
    pub fn in_json(&self) -> Option<serde_json::Value> {
        sent(&self.0)
    }
}

/// The answer for what is no model: an inherent method goes before it.
#[doc(hidden)]
pub trait SerializedExample {
    /// The example.
    type Value;
    /// What it looks like.
    fn in_json(&self) -> Option<serde_json::Value>
    where
        Self::Value: serde::Serialize;
}

impl<T> SerializedExample for Example<T> {
    type Value = T;
    fn in_json(&self) -> Option<serde_json::Value>
    where
        T: serde::Serialize,
    {
        example(&self.0)
    }
}

/// What a model looks like when it is sent, for the document.
#[doc(hidden)]
pub fn sent<M: ResponseModel>(model: &M) -> Option<serde_json::Value> {
    serde_json::from_slice(&to_vec(model).ok()?).ok()
}

/// What a function makes of serde's serializer, for the document.
#[doc(hidden)]
pub fn value_with(
    serialize: impl FnOnce(&mut serde_json::Serializer<&mut Vec<u8>>) -> Result<(), serde_json::Error>,
) -> Option<serde_json::Value> {
    let mut bytes = Vec::new();
    serialize(&mut serde_json::Serializer::new(&mut bytes)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Writes the members of a value that is no object.
#[doc(hidden)]
pub fn no_object(out: Out<'_>) -> Out<'_> {
    out.fail(Error::new("only an object can be flattened"))
}
