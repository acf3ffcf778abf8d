//! Every operation of a document: of its paths, its webhooks and their callbacks.

use serde_json::{Map, Value};

/// The members of a Path Item Object that are operations.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Calls `visit` with each operation.
pub(super) fn each_mut(document: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    for list in ["paths", "webhooks"] {
        items_mut(document.get_mut(list), visit);
    }
}

fn items_mut(items: Option<&mut Value>, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    let items = items.and_then(Value::as_object_mut).into_iter().flatten();
    let operations = items
        .filter_map(|(_, item)| item.as_object_mut())
        .flatten()
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .filter_map(|(_, operation)| operation.as_object_mut());
    for operation in operations {
        visit(operation);
        let callbacks = operation.get_mut("callbacks");
        let callbacks = callbacks
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten();
        for (_, requests) in callbacks {
            items_mut(Some(requests), visit);
        }
    }
}
