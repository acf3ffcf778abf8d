//! Examples of a whole model, as a route sends it, and of a field.

use serde_json::Value;

use super::docs::Docs;
use crate::model::policy::{Fields, Selection};
use crate::model::shape::{Field, Kind, Shape};

/// The example of the type, or those of its doc comment. There is none if it might not match what is sent: JSON does
/// not show what `exclude_none` and `exclude_defaults` leave out, nor which members come from a flattened field.
pub(super) fn of_whole(shape: &Shape, selection: Selection) -> Vec<Value> {
    if selection.leaves_out() {
        return Vec::new();
    }
    let mut examples = either(shape.example, shape.docs);
    if selection.fields == Fields::All {
        return examples;
    }
    let Kind::Struct(model) = &shape.kind else {
        return Vec::new();
    };
    if model.fields.iter().any(|field| field.flattened) {
        return Vec::new();
    }
    let left_out = model
        .fields
        .iter()
        .filter(|field| !selection.fields.keeps(field.name, field.wire_name));
    for field in left_out {
        for example in &mut examples {
            if let Some(members) = example.as_object_mut() {
                members.remove(field.wire_name);
            }
        }
    }
    examples
}

/// The example of a field, or those of its doc comment.
pub(super) fn of_field(field: &Field) -> Vec<Value> {
    either(field.example, field.docs)
}

fn either(example: Option<fn() -> Option<Value>>, docs: Option<&str>) -> Vec<Value> {
    match example {
        Some(example) => example().into_iter().collect(),
        None => docs.map(|docs| Docs::of(docs).examples).unwrap_or_default(),
    }
}
