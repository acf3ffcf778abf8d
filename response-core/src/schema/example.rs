//! An example of a whole model, as a route sends it.

use serde_json::Value;

use crate::policy::{Fields, Selection};
use crate::shape::{Kind, Shape};

/// The example of the type. There is none where it would not show what is sent: what `exclude_none` and
/// `exclude_defaults` leave out of it, and which of its members a flattened field has brought, JSON does not tell.
pub(super) fn of_whole(shape: &Shape, selection: Selection) -> Option<Value> {
    if selection.exclude_none || selection.exclude_defaults {
        return None;
    }
    let example = shape.example?;
    if selection.fields == Fields::All {
        return example();
    }
    let Kind::Struct(model) = &shape.kind else {
        return None;
    };
    if model.fields.iter().any(|field| field.flattened) {
        return None;
    }
    let mut example = example()?;
    let members = example.as_object_mut()?;
    for field in model.fields {
        if !selection.fields.keeps(field.name, field.wire_name) {
            members.remove(field.wire_name);
        }
    }
    Some(example)
}
