//! One operation: its parameters, its body, and every response it can answer.

use std::collections::BTreeMap;

use response_core::ErrorFormat;
use response_core::describe::{Content, Header, Operation, Parameter, RequestBody, Success};
use serde_json::{Map, Value, json};

use super::errors;
use super::response::{headers, reason};

pub(super) fn lay_out(mut operation: Operation<'_>, format: &ErrorFormat) -> Value {
    let route = operation.route;
    let mut object = Map::new();
    object.insert(
        "operationId".to_owned(),
        route.operation_id.unwrap_or(route.name).into(),
    );
    if !route.tags.is_empty() {
        object.insert("tags".to_owned(), json!(route.tags));
    }
    if let Some(summary) = route.summary {
        object.insert("summary".to_owned(), summary.into());
    }
    if let Some(description) = route.description {
        object.insert("description".to_owned(), description.into());
    }
    if route.deprecated {
        object.insert("deprecated".to_owned(), true.into());
    }
    let parameters = std::mem::take(&mut operation.parameters);
    if !parameters.is_empty() {
        let parameters: Vec<_> = parameters.iter().map(parameter).collect();
        object.insert("parameters".to_owned(), parameters.into());
    }
    if let Some(body) = operation.request_body.take() {
        object.insert("requestBody".to_owned(), request_body(&body));
    }
    object.insert("responses".to_owned(), responses(operation, format));
    object.into()
}

fn parameter(parameter: &Parameter) -> Value {
    let mut object = json!({
        "name": parameter.name,
        "in": parameter.place.name(),
        "required": parameter.required,
        "schema": parameter.schema,
    });
    if let Some(description) = &parameter.description {
        object["description"] = description.as_str().into();
    }
    object
}

fn request_body(body: &RequestBody) -> Value {
    let mut object = json!({ "required": body.required, "content": content(&body.content) });
    if let Some(description) = &body.description {
        object["description"] = description.as_str().into();
    }
    object
}

fn content(content: &[Content]) -> Value {
    let media_types: Map<String, Value> = content
        .iter()
        .map(|content| {
            let mut object = json!({ "schema": content.schema });
            if let Some(example) = &content.example {
                object["example"] = example.clone();
            }
            (content.media_type.to_owned(), object)
        })
        .collect();
    media_types.into()
}

/// The responses by status: what the handler answers when it succeeds, then what can go wrong.
fn responses(mut operation: Operation<'_>, format: &ErrorFormat) -> Value {
    let mut responses = BTreeMap::new();
    for success in std::mem::take(&mut operation.successes) {
        responses.insert(success.status, success_response(&operation, &success));
    }
    let mut errors = BTreeMap::<u16, Vec<_>>::new();
    for answer in std::mem::take(&mut operation.errors) {
        let answers = errors.entry(answer.status).or_default();
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    for (status, answers) in errors {
        responses.insert(
            status,
            errors::response(status, &answers, format, operation.schemas),
        );
    }
    let responses: Map<String, Value> = responses
        .into_iter()
        .map(|(status, response)| (status.to_string(), response))
        .collect();
    responses.into()
}

fn success_response(operation: &Operation<'_>, success: &Success) -> Value {
    let route = operation.route;
    let description = route
        .response_description
        .map_or_else(|| reason(success.status), str::to_owned);
    let mut object = json!({ "description": description });
    let mut all = success.headers.clone();
    if let Some(cache) = route.cache_control() {
        all.push(constant(
            "Cache-Control",
            "How the response may be cached",
            cache,
        ));
    }
    for (name, value) in route.headers {
        all.push(constant(name, "Always the same", value));
    }
    if !all.is_empty() {
        object["headers"] = headers(&all);
    }
    if !success.content.is_empty() {
        object["content"] = content(&success.content);
    }
    object
}

fn constant(name: &'static str, description: &str, value: &str) -> Header {
    Header {
        schema: json!({ "type": "string", "const": value }),
        ..Header::string(name, description)
    }
}
