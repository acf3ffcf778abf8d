//! The operations of a document, each with what its Path Item Object says of all of them.

use response_core::contract::ApiFault;
use serde_json::{Map, Value, json};

use super::read::unreadable;
use super::reference::resolved;
use super::{ForeignOperation, answers};

/// The members of a Path Item Object that are operations.
const METHODS: [&str; 9] = [
    "delete", "get", "head", "options", "patch", "post", "put", "query", "trace",
];

/// The operations of the paths, and those of the webhooks.
pub(super) fn of(
    title: &str,
    document: &Value,
    faults: &mut Vec<ApiFault>,
) -> (Vec<ForeignOperation>, Vec<ForeignOperation>) {
    let mut of_list = |name: &str| {
        let items = document[name].as_object().into_iter().flatten();
        let mut operations = Vec::new();
        for (path, item) in items.filter(|(path, _)| !path.starts_with("x-")) {
            match of_item(document, path, item) {
                Ok(_) if name == "paths" && !path.starts_with('/') => {
                    let what = format!("in the document `{title}`, `{path}` is not a path");
                    faults.push(unreadable(what).advising(format!("write it as `/{path}`")));
                }
                Ok(own) => operations.extend(own),
                Err(what) => {
                    let what = format!("in the document `{title}`, {what}");
                    faults.push(unreadable(what).advising("write it as OpenAPI 3.1 does"));
                }
            }
        }
        operations
    };
    (of_list("paths"), of_list("webhooks"))
}

fn of_item(document: &Value, path: &str, item: &Value) -> Result<Vec<ForeignOperation>, String> {
    let referred = resolved(document, item).as_object();
    let own = item.as_object().filter(|item| item.contains_key("$ref"));
    let mut members = referred
        .cloned()
        .ok_or_else(|| format!("`{path}` is not an object"))?;
    members.extend(own.cloned().unwrap_or_default());
    if members.contains_key("additionalOperations") {
        return Err(format!(
            "`{path}` has `additionalOperations`, which are not merged"
        ));
    }
    let mut operations = Vec::new();
    for method in METHODS {
        match members.get(method) {
            Some(Value::Object(operation)) => {
                let object = completed(document, operation.clone(), &members);
                if let Some((name, form)) = of_another_form(&object) {
                    let method = method.to_uppercase();
                    return Err(format!("`{name}` of {method} {path} is not {form}"));
                }
                operations.push(ForeignOperation {
                    path: path.to_owned(),
                    method: method.to_owned(),
                    object,
                });
            }
            Some(_) => return Err(format!("{} {path} is not an object", method.to_uppercase())),
            None => {}
        }
    }
    Ok(operations)
}

/// The first of the members that are read or changed which has another form than OpenAPI says.
fn of_another_form(operation: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let is = |name: &str, has_form: fn(&Value) -> bool| operation.get(name).is_none_or(has_form);
    let lists = ["parameters", "security", "tags"].into_iter();
    let lists = lists.map(|name| (name, "a list", is(name, Value::is_array)));
    let objects = ["callbacks", "responses"].into_iter();
    let objects = objects.map(|name| (name, "an object", is(name, Value::is_object)));
    let responses = operation.get("responses").and_then(Value::as_object);
    let are_objects = responses.is_none_or(|all| all.values().all(Value::is_object));
    let mut all = lists
        .chain(objects)
        .chain([("responses", "an object of objects", are_objects)]);
    all.find(|(.., is_right)| !is_right)
        .map(|(name, form, _)| (name, form))
}

/// The operation with the parameters and the words of its path, and with the security requirements of the document, without
/// servers: it is served where the API is.
fn completed(
    document: &Value,
    mut operation: Map<String, Value>,
    item: &Map<String, Value>,
) -> Map<String, Value> {
    operation.remove("servers");
    for words in ["summary", "description"] {
        if let Some(text) = item.get(words).filter(|_| !operation.contains_key(words)) {
            operation.insert(words.to_owned(), text.clone());
        }
    }
    if let Some(security) = document
        .get("security")
        .filter(|security| security.is_array())
        && !operation.contains_key("security")
    {
        operation.insert("security".to_owned(), security.clone());
    }
    let of_item = item.get("parameters").and_then(Value::as_array);
    if let Some(of_item) = of_item.filter(|parameters| !parameters.is_empty()) {
        let own = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(own) = own {
            let key = |parameter: &Value| {
                let parameter = resolved(document, parameter);
                (parameter["in"].clone(), parameter["name"].clone())
            };
            let known: Vec<_> = own.iter().map(key).collect();
            own.extend(
                of_item
                    .iter()
                    .filter(|of_item| !known.contains(&key(of_item)))
                    .cloned(),
            );
        }
    }
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        for (_, response) in responses {
            let there = resolved(document, response);
            // A response without a body may get one, but not wherever the same response is referred to.
            if !answers::has_body(there) {
                *response = there.clone();
            }
        }
    }
    operation
}
