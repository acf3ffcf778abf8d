//! The examples of errors.

use response_core::contract::{Content, ErrorAnswer};
use response_core::problem::{ErrorFormat, Fault};
use serde_json::{Map, Value, json};

use super::{sample, walk};

/// In an example, until the schemas have names: the schemas of the members whose values are not known yet.
const OPEN: &str = "steadfast-open";

/// In an example, until the schemas have names: the schema of the whole value.
const OPEN_MODEL: &str = "steadfast-open-model";

/// An example of each error, by its code.
pub(super) fn of(
    answers: &[&ErrorAnswer],
    format: &ErrorFormat,
    fault: &Fault,
) -> Map<String, Value> {
    let mut examples = Map::new();
    for answer in answers {
        add(&mut examples, &answer.code, example(answer, format, fault));
    }
    examples
}

/// An example of a model of its own: a sample, once its schema has a name.
pub(super) fn of_model(answer: &ErrorAnswer, body: &Content) -> Value {
    let mut example = json!({ "summary": answer.code });
    match &body.example {
        Some(value) => example["value"] = value.clone(),
        None => example[OPEN_MODEL] = body.schema.clone(),
    }
    example
}

/// Adds an example. If two errors have the same code, the second is `code_2`.
pub(super) fn add(examples: &mut Map<String, Value>, code: &str, example: Value) {
    let mut name = code.to_owned();
    let mut number = 1;
    while let Some(known) = examples.get(&name) {
        if *known == example {
            return;
        }
        number += 1;
        name = format!("{code}_{number}");
    }
    examples.insert(name, example);
}

/// An example of the body, named by its code.
fn example(answer: &ErrorAnswer, format: &ErrorFormat, fault: &Fault) -> Value {
    let faults = answer
        .extensions
        .contains_key("errors")
        .then(|| json!([fault]));
    let text = answer.detail.as_ref().unwrap_or(&answer.title);
    let mut value = match format {
        ErrorFormat::Detail => {
            json!({ "detail": faults.clone().unwrap_or_else(|| text.as_str().into()) })
        }
        ErrorFormat::Structured => {
            json!({ "error": answer.title, "detail": text, "code": answer.code, "request_id": null })
        }
        _ => json!({
            "type": answer.type_uri,
            "title": answer.title,
            "status": answer.status,
            "code": answer.code,
        }),
    };
    if !matches!(format, ErrorFormat::Detail) {
        if let Some(detail) = &answer.detail {
            value["detail"] = detail.as_str().into();
        }
        if let Some(faults) = faults {
            value["errors"] = faults;
        }
    }
    let open: Map<String, Value> = answer
        .required
        .iter()
        .filter(|name| *name != "errors")
        .filter_map(|name| Some((name.clone(), answer.extensions.get(name)?.clone())))
        .collect();
    let mut example = json!({ "summary": answer.code, "value": value });
    if !open.is_empty() {
        example[OPEN] = open.into();
    }
    example
}

/// Adds the required extensions to the examples, from their schemas; also to those of the responses that several operations
/// have, and that are added to the operations of plain routers, once for each document and operation.
pub(super) fn complete(document: &mut Value, shared: &mut [Value], added: &mut [Value]) {
    let mut of_components = document
        .pointer_mut("/components/responses")
        .map_or(Value::Null, Value::take);
    let components = document.get_mut("components").map(Value::take);
    let mut known = Value::from_iter(components.map(|components| ("components", components)));
    walk::each_mut(document, &mut |operation| {
        complete_responses(operation.get_mut("responses"), is_error, &known);
    });
    complete_responses(Some(&mut of_components), |_| true, &known);
    for response in shared {
        complete_response(response, &known);
    }
    let of_operations = added.iter_mut().filter_map(Value::as_array_mut).flatten();
    for responses in of_operations {
        complete_responses(Some(responses), is_error, &known);
    }
    if let Some(components) = known.get_mut("components") {
        document["components"] = components.take();
    }
    if of_components.is_object() {
        document["components"]["responses"] = of_components;
    }
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

fn complete_responses(responses: Option<&mut Value>, is_meant: fn(&str) -> bool, known: &Value) {
    let responses = responses
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten();
    for (_, response) in responses.filter(|(name, _)| is_meant(name)) {
        complete_response(response, known);
    }
}

fn complete_response(response: &mut Value, known: &Value) {
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    let contents = content.into_iter().flatten();
    let examples = contents
        .filter_map(|(_, content)| content.get_mut("examples")?.as_object_mut())
        .flatten();
    for (_, example) in examples {
        let Some(example) = example.as_object_mut() else {
            continue;
        };
        if let Some(schema) = example.remove(OPEN_MODEL) {
            example.insert("value".to_owned(), sample::of(known, &schema));
        }
        if let Some(Value::Object(open)) = example.remove(OPEN) {
            for (name, schema) in open {
                example["value"][name] = sample::of(known, &schema);
            }
        }
    }
}
