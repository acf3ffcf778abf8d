//! Sample values that a schema describes, and values that it does not.

use serde_json::{Map, Value, json};

pub(super) use crate::openapi::sample::of;

/// The text that the sweep looks for in responses.
pub(super) const MARK: &str = "sweep-0f7ac2";

/// A sample as the text of a path segment.
pub(super) fn text(document: &Value, schema: &Value) -> String {
    match of(document, schema) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Variants of a value with one fault each: a field that is missing, has a wrong type, or is unknown; and values that
/// are not objects.
pub(super) fn wrong(good: &Value) -> Vec<Value> {
    let mut values = vec![json!(null), json!([]), json!(MARK), json!(7), json!({})];
    let Some(members) = good.as_object() else {
        return values;
    };
    let mut add = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut members = members.clone();
        change(&mut members);
        values.push(members.into());
    };
    for name in members.keys() {
        add(&|members| {
            members.remove(name);
        });
        for bad in [
            json!(null),
            json!([MARK]),
            json!({ MARK: 1 }),
            json!(1e300),
            json!(-1),
            json!(true),
            json!(MARK),
            json!(""),
            json!(format!("{MARK}\u{0}").repeat(1000)),
        ] {
            add(&|members| {
                members.insert(name.clone(), bad.clone());
            });
        }
    }
    add(&|members| {
        members.insert(MARK.to_owned(), json!(1));
    });
    values
}
