//! Errors in a format of the app's own: its model, or, without one, what its function returns for a sample.

use http::StatusCode;
use response_core::contract::{ErrorAnswer, PathPart, PathTemplate};
use response_core::message::media_type::is_json;
use response_core::model::policy::{Everything, Selection};
use response_core::problem::{ErrorFormat, Problem, RenderedProblem};
use response_core::schema::Schemas;
use serde_json::{Map, Value, json};

use super::examples;
use super::fault::Sample;
use super::joined::joined;

/// The bodies by media type, with an example for each code.
pub(super) fn bodies(
    answers: &[&ErrorAnswer],
    format: &ErrorFormat,
    sample: Sample<'_>,
    schemas: &mut Schemas,
) -> Vec<(String, Value)> {
    let mut bodies: Vec<(String, Vec<Value>, Map<String, Value>)> = Vec::new();
    for answer in answers {
        let rendered = format.render(&problem(answer, sample, schemas));
        let media_type = rendered.media_type.to_str().unwrap_or("*/*").to_owned();
        let example = value(&rendered, &media_type);
        let known = match bodies.iter().position(|(known, ..)| *known == media_type) {
            Some(index) => &mut bodies[index],
            None => {
                bodies.push((media_type, Vec::new(), Map::new()));
                let last = bodies.len() - 1;
                &mut bodies[last]
            }
        };
        known.1.push(
            match format {
                ErrorFormat::Custom(custom) => custom
                    .model()
                    .map(|model| schemas.response(model, Selection::of::<Everything>())),
                _ => None,
            }
            .unwrap_or_else(|| schema(example.as_ref())),
        );
        if let Some(example) = example {
            let example = json!({ "summary": answer.code, "value": example });
            examples::add(&mut known.2, &answer.code, example);
        }
    }
    bodies
        .into_iter()
        .map(|(media_type, schemas, examples)| {
            let mut body = json!({ "schema": joined(&schemas) });
            if !examples.is_empty() {
                body["examples"] = examples.into();
            }
            (media_type, body)
        })
        .collect()
}

/// The path of a sample, in which each parameter has its own name as the value.
pub(super) fn named(template: &str) -> String {
    PathTemplate::new(template).filled(|parameter| match parameter {
        PathPart::Text(text) | PathPart::Parameter(text) | PathPart::Rest(text) => text.into(),
    })
}

/// The request id in samples.
const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";

/// The problem that the function gets: with the members that every problem gets from its request.
pub(super) fn problem(answer: &ErrorAnswer, sample: Sample<'_>, schemas: &Schemas) -> Problem {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut problem = Problem::new(status)
        .type_uri(answer.type_uri.clone())
        .title(answer.title.clone())
        .code(answer.code.clone())
        .instance(named(sample.path))
        .request_id(REQUEST_ID);
    if let Some(detail) = &answer.detail {
        problem = problem.detail(detail.clone());
    }
    if answer.extensions.contains_key("errors") {
        problem = problem.errors([sample.fault.clone()]);
    }
    for name in &answer.required {
        if let Some(schema) = answer.extensions.get(name) {
            problem = problem.extension(name.clone(), sampled(schema, schemas));
        }
    }
    for header in answer.headers.iter().filter(|header| header.required) {
        let value = match super::sample::of(&Value::Null, &header.schema) {
            Value::String(text) => text,
            other => other.to_string(),
        };
        problem = problem.header(header.name, value);
    }
    problem
}

/// A value for a schema that may refer to schemas without names yet.
fn sampled(schema: &Value, schemas: &Schemas) -> Value {
    let mut schema = schema.clone();
    let named = schemas.clone().finish(&mut schema);
    super::sample::of(&json!({ "components": { "schemas": named } }), &schema)
}

/// The body as an example: its JSON, or its text. Other bodies have no example.
fn value(rendered: &RenderedProblem, media_type: &str) -> Option<Value> {
    if is_json(media_type) {
        return serde_json::from_slice(&rendered.body).ok();
    }
    let text = std::str::from_utf8(&rendered.body).ok()?;
    Some(text.into())
}

/// Only the type of the body, since the next problem may have other members.
fn schema(example: Option<&Value>) -> Value {
    match example {
        Some(Value::Object(_)) => json!({ "type": "object" }),
        Some(Value::Array(_)) => json!({ "type": "array" }),
        Some(Value::String(_)) => json!({ "type": "string" }),
        _ => json!({}),
    }
}
