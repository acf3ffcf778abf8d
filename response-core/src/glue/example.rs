//! Examples and default values of fields as JSON, for the document.

use crate::json;
use crate::model::policy::{Everything, NonFiniteAsNull};
use crate::model::{self, ResponseModel};

/// Returns a value as JSON, for the document.
pub fn example<T: serde::Serialize + ?Sized>(value: &T) -> Option<serde_json::Value> {
    serde_json::to_value(value).ok()
}

/// The example of a field: as a model is sent, or else as serde writes it.
pub struct Example<T>(pub T);

impl<M: ResponseModel> Example<M> {
    /// Returns the example as JSON.
    #[must_use]
    pub fn in_json(&self) -> Option<serde_json::Value> {
        sent(&self.0)
    }
}

/// A value that serde can write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an example",
    label = "neither a response model nor `serde::Serialize`",
    note = "give a value of the field's type, or derive `serde::Serialize` for this one"
)]
pub trait ExampleValue: serde::Serialize {}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize> ExampleValue for T {}

/// The fallback for a type that is not a model: an inherent method is preferred.
pub trait SerializedExample {
    /// The type of the example.
    type Value;
    /// Returns the example as JSON.
    fn in_json(&self) -> Option<serde_json::Value>
    where
        Self::Value: ExampleValue;
}

impl<T> SerializedExample for Example<T> {
    type Value = T;
    fn in_json(&self) -> Option<serde_json::Value>
    where
        T: ExampleValue,
    {
        example(&self.0)
    }
}

/// Returns a model as JSON as it is sent, for the document.
pub fn sent<M: ResponseModel + ?Sized>(value: &M) -> Option<serde_json::Value> {
    serde_json::from_slice(&model::to_vec(value).ok()?).ok()
}

/// Returns a value as JSON as a field with `non_finite_as_null` is sent, for the document.
pub fn sent_or_null<M: ResponseModel + ?Sized>(value: &M) -> Option<serde_json::Value> {
    let bytes = json::collect(value.size_hint(), |out| {
        value.write::<NonFiniteAsNull<Everything>>(out)
    });
    serde_json::from_slice(&bytes.ok()?).ok()
}

/// Returns what a function writes with serde's serializer, for the document.
pub fn value_with(
    serialize: impl FnOnce(
        json::Finite<&mut serde_json::Serializer<&mut Vec<u8>>>,
    ) -> Result<(), serde_json::Error>,
) -> Option<serde_json::Value> {
    let bytes = json::collect(0, |out| out.serde_with(serialize)).ok()?;
    serde_json::from_slice(&bytes).ok()
}
