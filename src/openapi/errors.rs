//! The errors of an operation: one response per status, its codes as an enum, and an example of each.

use response_core::ErrorFormat;
use response_core::describe::{ErrorAnswer, Header};
use response_core::policy::{Everything, Selection};
use response_core::schema::Schemas;
use serde_json::{Map, Value, json};

use super::response::{headers, reason};
use super::shapes;

/// The response of a status that one or several errors are answered with.
pub(super) fn response(
    status: u16,
    answers: &[ErrorAnswer],
    format: &ErrorFormat,
    schemas: &mut Schemas,
) -> Value {
    let mut object = json!({ "description": description(status, answers) });
    let all = headers_of_all(answers);
    if !all.is_empty() {
        object["headers"] = headers(&all);
    }
    let content = content(status, answers, format, schemas);
    if !content.is_empty() {
        object["content"] = content.into();
    }
    object
}

/// The bodies by media type: the problems, and the texts of extractors that are not ours.
fn content(
    status: u16,
    answers: &[ErrorAnswer],
    format: &ErrorFormat,
    schemas: &mut Schemas,
) -> Map<String, Value> {
    let (texts, problems): (Vec<&ErrorAnswer>, Vec<&ErrorAnswer>) = answers
        .iter()
        .partition(|answer| answer.media_type.is_some());
    let mut content = Map::new();
    if !problems.is_empty()
        && let Some((media_type, schema)) = body(status, &problems, format, schemas)
    {
        let examples: Map<String, Value> = problems
            .iter()
            .map(|answer| (answer.code.clone(), example(answer, format)))
            .collect();
        content.insert(
            media_type.to_owned(),
            json!({ "schema": schema, "examples": examples }),
        );
    }
    for media_type in texts.iter().filter_map(|answer| answer.media_type) {
        content.insert(
            media_type.to_owned(),
            json!({ "schema": { "type": "string" } }),
        );
    }
    content
}

/// What the errors say of themselves, or the reason phrase.
fn description(status: u16, answers: &[ErrorAnswer]) -> String {
    let descriptions: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer.description.as_deref())
        .collect();
    match descriptions.as_slice() {
        [] => reason(status),
        [description] => (*description).to_owned(),
        descriptions => descriptions
            .iter()
            .map(|description| format!("- {}", description.replace('\n', "\n  ")))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// A header is required where every error of the status carries it.
fn headers_of_all(answers: &[ErrorAnswer]) -> Vec<Header> {
    let mut all: Vec<Header> = Vec::new();
    for header in answers.iter().flat_map(|answer| &answer.headers) {
        if all.iter().any(|known| known.name == header.name) {
            continue;
        }
        let everywhere = answers.iter().all(|answer| {
            answer
                .headers
                .iter()
                .any(|other| other.name == header.name && other.required)
        });
        all.push(Header {
            required: everywhere,
            ..header.clone()
        });
    }
    all
}

/// The media type and the schema of the body, in the shape of the app. Nothing is known of a shape of the app's own.
fn body(
    status: u16,
    answers: &[&ErrorAnswer],
    format: &ErrorFormat,
    schemas: &mut Schemas,
) -> Option<(&'static str, Value)> {
    let has_faults = answers
        .iter()
        .any(|answer| answer.extensions.contains_key("errors"));
    let selection = Selection::of::<Everything>();
    let (media_type, base) = match format {
        ErrorFormat::Problem if has_faults => {
            ("application/problem+json", &shapes::VALIDATION_PROBLEM)
        }
        ErrorFormat::Problem => ("application/problem+json", &shapes::PROBLEM),
        ErrorFormat::Structured if has_faults => ("application/json", &shapes::VALIDATION_ERROR),
        ErrorFormat::Structured => ("application/json", &shapes::ERROR),
        ErrorFormat::Detail => {
            let text = json!({ "type": "string" });
            let detail = if has_faults {
                let fault = schemas.response(&shapes::FAULT, selection);
                json!({ "anyOf": [text, { "type": "array", "items": fault }] })
            } else {
                text
            };
            let schema = json!({ "type": "object", "properties": { "detail": detail }, "required": ["detail"] });
            return Some(("application/json", schema));
        }
        ErrorFormat::Custom(_) => return None,
    };
    let mut properties = Map::new();
    if matches!(format, ErrorFormat::Problem) {
        // `const` would do, but generators of clients find no way to join it with the number that every problem has.
        let status = json!({ "type": "integer", "enum": [status] });
        properties.insert("status".to_owned(), status);
    }
    let mut codes: Vec<&str> = answers.iter().map(|answer| answer.code.as_str()).collect();
    codes.dedup();
    properties.insert(
        "code".to_owned(),
        json!({ "type": "string", "enum": codes }),
    );
    let extensions = answers.iter().flat_map(|answer| &answer.extensions);
    for (name, schema) in extensions.filter(|(name, _)| *name != "errors") {
        properties.insert(name.clone(), schema.clone());
    }
    let base = schemas.response(base, selection);
    let own = json!({ "type": "object", "properties": properties, "required": ["code"] });
    Some((media_type, json!({ "allOf": [base, own] })))
}

/// An example of the body, named by its code.
fn example(answer: &ErrorAnswer, format: &ErrorFormat) -> Value {
    let faults = answer
        .extensions
        .contains_key("errors")
        .then(|| json!([{ "loc": ["body", "name"], "msg": "field required", "type": "missing" }]));
    let text = answer.detail.as_ref().unwrap_or(&answer.title);
    let mut value = match format {
        ErrorFormat::Detail => {
            return json!({
                "summary": answer.code,
                "value": { "detail": faults.unwrap_or_else(|| text.as_str().into()) },
            });
        }
        ErrorFormat::Structured => {
            json!({ "error": answer.title, "detail": text, "code": answer.code, "request_id": null })
        }
        ErrorFormat::Problem | ErrorFormat::Custom(_) => json!({
            "type": answer.type_uri,
            "title": answer.title,
            "status": answer.status,
            "code": answer.code,
        }),
    };
    if let Some(detail) = &answer.detail {
        value["detail"] = detail.as_str().into();
    }
    if let Some(faults) = faults {
        value["errors"] = faults;
    }
    json!({ "summary": answer.code, "value": value })
}
