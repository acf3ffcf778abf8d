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
    let examples = either(shape.example, shape.docs);
    if selection.fields == Fields::All {
        return examples;
    }
    let selected = examples
        .into_iter()
        .map(|example| select(example, shape, selection.fields));
    selected.collect::<Option<_>>().unwrap_or_default()
}

/// What is sent of the value; `None` where that is not known of JSON.
fn select(value: Value, shape: &Shape, fields: Fields) -> Option<Value> {
    if fields == Fields::All {
        return Some(value);
    }
    match (&shape.kind, value) {
        (Kind::Nullable(inner) | Kind::Unset(inner) | Kind::Transparent(inner), value) => {
            select(value, inner(), fields)
        }
        (Kind::NewtypeStruct(field), value) => select(value, (field.shape)(), fields),
        (
            Kind::List(item) | Kind::Set(item) | Kind::AtMost(item, _) | Kind::Array(item, _),
            Value::Array(items),
        ) => {
            let items = items.into_iter().map(|value| select(value, item(), fields));
            items.collect::<Option<_>>().map(Value::Array)
        }
        (Kind::Map { value: of_each, .. }, Value::Object(members)) => {
            let members = members
                .into_iter()
                .map(|(key, value)| Some((key, select(value, of_each(), fields)?)));
            members.collect::<Option<_>>().map(Value::Object)
        }
        (Kind::Struct(model), Value::Object(members))
            if !model.wrapper && model.fields.iter().all(|field| !field.flattened) =>
        {
            let mut sent = serde_json::Map::new();
            for (key, value) in members {
                let known = model.fields.iter().find(|field| field.wire_name == key);
                let value = match known {
                    None => value,
                    Some(field) if fields.keeps(field.name, field.wire_name) => {
                        select(value, (field.shape)(), fields.inside_of(field))?
                    }
                    Some(_) => continue,
                };
                sent.insert(key, value);
            }
            Some(Value::Object(sent))
        }
        (_, Value::Null) => Some(Value::Null),
        _ => None,
    }
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
