//! The examples and defaults of fields as JSON, for the document.

use crate::model::{self, ResponseModel};

/// What a value looks like in JSON, for the document.
pub fn example<T: serde::Serialize + ?Sized>(value: &T) -> Option<serde_json::Value> {
    serde_json::to_value(value).ok()
}

/// An example of a field: a model, as it is sent, or else what serde makes of it.
pub struct Example<T>(pub T);

impl<M: ResponseModel> Example<M> {
    /// What it looks like.
    #[must_use]
    pub fn in_json(&self) -> Option<serde_json::Value> {
        sent(&self.0)
    }
}

/// The answer for what is no model: an inherent method goes before it.
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
pub fn sent<M: ResponseModel>(value: &M) -> Option<serde_json::Value> {
    serde_json::from_slice(&model::to_vec(value).ok()?).ok()
}

/// What a function makes of serde's serializer, for the document.
pub fn value_with(
    serialize: impl FnOnce(&mut serde_json::Serializer<&mut Vec<u8>>) -> Result<(), serde_json::Error>,
) -> Option<serde_json::Value> {
    let mut bytes = Vec::new();
    serialize(&mut serde_json::Serializer::new(&mut bytes)).ok()?;
    serde_json::from_slice(&bytes).ok()
}
