//! The errors of an operation: one response per status, its codes as an enum, and an example of each.

use response_core::contract::{ErrorAnswer, Header};
use response_core::model::policy::{Everything, Selection};
use response_core::problem::{ErrorFormat, Fault};
use response_core::schema::Schemas;
use serde_json::{Map, Value, json};

use super::fault::Sample;
use super::joined::joined;
use super::response::{headers, reason};
use super::{custom, examples, shapes};

/// The response for a status that has one or several errors.
pub(super) fn response(
    status: u16,
    answers: &[ErrorAnswer],
    format: &ErrorFormat,
    sample: Sample<'_>,
    schemas: &mut Schemas,
) -> Value {
    let mut object = json!({ "description": description(status, answers) });
    object["headers"] = headers(&headers_of_all(answers));
    let content = content(status, answers, format, sample, schemas);
    if !content.is_empty() {
        object["content"] = content.into();
    }
    object
}

/// The bodies by media type: the problems, the models of single errors, and the plain text of extractors that are not ours.
fn content(
    status: u16,
    answers: &[ErrorAnswer],
    format: &ErrorFormat,
    sample: Sample<'_>,
    schemas: &mut Schemas,
) -> Map<String, Value> {
    let (texts, rest): (Vec<&ErrorAnswer>, Vec<&ErrorAnswer>) = answers
        .iter()
        .partition(|answer| answer.media_type.is_some());
    let (modelled, problems): (Vec<&ErrorAnswer>, Vec<&ErrorAnswer>) =
        rest.into_iter().partition(|answer| answer.body.is_some());
    let mut content = Map::new();
    for (format, problems) in by_format(&problems, format) {
        let Some((media_type, schema)) = body(status, &problems, format, schemas) else {
            for (media_type, body) in custom::bodies(&problems, format, sample, schemas) {
                add_body(&mut content, &media_type, body);
            }
            continue;
        };
        let examples = examples::of(&problems, format, sample.fault);
        let body = json!({ "schema": schema, "examples": examples });
        add_body(&mut content, media_type, body);
    }
    for (answer, own) in modelled
        .iter()
        .filter_map(|answer| Some((answer, answer.body.as_ref()?)))
    {
        let mut of_this_code = Map::new();
        examples::add(
            &mut of_this_code,
            &answer.code,
            examples::of_model(answer, own),
        );
        let body = json!({ "schema": own.schema, "examples": of_this_code });
        add_body(&mut content, own.media_type, body);
    }
    for media_type in texts.iter().filter_map(|answer| answer.media_type) {
        let body = json!({ "schema": { "type": "string" } });
        add_body(&mut content, media_type, body);
    }
    content
}

/// The errors by format: their own, or the app's.
fn by_format<'a>(
    answers: &[&'a ErrorAnswer],
    of_the_app: &'a ErrorFormat,
) -> Vec<(&'a ErrorFormat, Vec<&'a ErrorAnswer>)> {
    let mut groups: Vec<(&ErrorFormat, Vec<&ErrorAnswer>)> = Vec::new();
    for answer in answers {
        let format = answer.format.as_ref().unwrap_or(of_the_app);
        let format = format.without_handlers();
        match groups.iter_mut().find(|(known, _)| *known == format) {
            Some((_, group)) => group.push(answer),
            None => groups.push((format, vec![answer])),
        }
    }
    groups
}

/// Adds a body; two formats may have the same media type.
fn add_body(content: &mut Map<String, Value>, media_type: &str, mut body: Value) {
    let Some(known) = content.get_mut(media_type) else {
        content.insert(media_type.to_owned(), body);
        return;
    };
    known["schema"] = joined([&known["schema"].take(), &body["schema"]]);
    let Some(Value::Object(examples)) = body.get_mut("examples").map(Value::take) else {
        return;
    };
    match known.get_mut("examples").and_then(Value::as_object_mut) {
        Some(known) => {
            for (name, example) in examples {
                examples::add(known, &name, example);
            }
        }
        None => known["examples"] = examples.into(),
    }
}

/// The descriptions of the errors, or the reason phrase.
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

/// The headers of all errors. A header is required if every error has it; its values are those of any of the errors.
fn headers_of_all(answers: &[ErrorAnswer]) -> Vec<Header> {
    let mut all: Vec<Header> = Vec::new();
    for header in answers.iter().flat_map(|answer| &answer.headers) {
        let is_same = |other: &Header| other.name.eq_ignore_ascii_case(header.name);
        if all.iter().any(is_same) {
            continue;
        }
        let of_all = || answers.iter().flat_map(|answer| &answer.headers);
        let everywhere = answers.iter().all(|answer| {
            answer
                .headers
                .iter()
                .any(|other| is_same(other) && other.required)
        });
        let mut descriptions: Vec<&str> = Vec::new();
        for other in of_all().filter(|other| is_same(other)) {
            if !descriptions.contains(&other.description.as_str()) {
                descriptions.push(&other.description);
            }
        }
        let schemas = of_all()
            .filter(|other| is_same(other))
            .map(|other| &other.schema);
        let mut of_all =
            Header::string(header.name, descriptions.join("; ")).schema(joined(schemas));
        of_all.required = everywhere;
        all.push(of_all);
    }
    all
}

/// The media type and the schema of the body, for our own formats.
fn body(
    status: u16,
    answers: &[&ErrorAnswer],
    format: &ErrorFormat,
    schemas: &mut Schemas,
) -> Option<(&'static str, Value)> {
    let tells_faults = |answer: &&ErrorAnswer| answer.extensions.contains_key("errors");
    let has_faults = answers.iter().copied().all(|answer| tells_faults(&answer));
    let may_have_faults = answers.iter().copied().any(|answer| tells_faults(&answer));
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
            let detail = if may_have_faults {
                let fault = schemas.response(&shapes::FAULT, selection);
                json!({ "anyOf": [text, { "type": "array", "items": fault, "maxItems": Fault::MOST }] })
            } else {
                text
            };
            let mut properties = Map::new();
            properties.insert("detail".to_owned(), detail);
            properties.extend(extensions(answers));
            let mut required = vec!["detail"];
            required.extend(always_there(answers));
            let schema =
                json!({ "type": "object", "properties": properties, "required": required });
            return Some(("application/json", schema));
        }
        // A custom format of the app.
        _ => return None,
    };
    let mut properties = Map::new();
    if matches!(format, ErrorFormat::Problem) {
        // `const` would do, but client generators cannot join it with the number that every problem has.
        let status = json!({ "type": "integer", "enum": [status] });
        properties.insert("status".to_owned(), status);
    }
    let mut codes: Vec<&str> = Vec::new();
    for answer in answers {
        if !codes.contains(&answer.code.as_str()) {
            codes.push(&answer.code);
        }
    }
    properties.insert(
        "code".to_owned(),
        json!({ "type": "string", "enum": codes }),
    );
    if may_have_faults && !has_faults {
        let fault = schemas.response(&shapes::FAULT, selection);
        properties.insert(
            "errors".to_owned(),
            json!({ "type": "array", "items": fault, "maxItems": Fault::MOST }),
        );
    }
    for (name, schema) in extensions(answers) {
        properties.entry(name).or_insert(schema);
    }
    let mut required = vec!["code"];
    required.extend(always_there(answers));
    let base = schemas.response(base, selection);
    let own = json!({ "type": "object", "properties": properties, "required": required });
    Some((media_type, json!({ "allOf": [base, own] })))
}

/// The extension members of all errors, with their schemas.
fn extensions(answers: &[&ErrorAnswer]) -> Map<String, Value> {
    let all = || answers.iter().flat_map(|answer| &answer.extensions);
    let mut extensions = Map::new();
    for (name, _) in all().filter(|(name, _)| *name != "errors") {
        if !extensions.contains_key(name) {
            let of_name = all().filter(|(other, _)| *other == name);
            let schema = joined(of_name.map(|(_, schema)| schema));
            extensions.insert(name.clone(), schema);
        }
    }
    extensions
}

/// The extension members that each of the errors has.
fn always_there<'a>(answers: &[&'a ErrorAnswer]) -> impl Iterator<Item = &'a str> {
    let (first, rest) = match answers.split_first() {
        Some((first, rest)) => (Some(*first), rest.to_vec()),
        None => (None, Vec::new()),
    };
    let names = first.into_iter().flat_map(|first| &first.required);
    names
        .filter(|name| *name != "errors")
        .filter(move |name| rest.iter().all(|answer| answer.required.contains(name)))
        .map(String::as_str)
}
