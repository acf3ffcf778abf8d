//! The OpenAPI document as a judge of answers.

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::server::Answer;

/// Validators for what the document says of each operation's responses.
pub struct Contract {
    operations: Vec<Operation>,
}

struct Operation {
    method: String,
    path: String,
    responses: Vec<Response>,
}

struct Response {
    status: String,
    headers: Vec<String>,
    /// By media type; none where the response has no body.
    bodies: Vec<(String, Validator)>,
}

impl Contract {
    pub fn of(document: &Value) -> Self {
        let operation = |path: &str, method: &str, operation: &Value| Operation {
            method: method.to_uppercase(),
            path: path.to_owned(),
            responses: entries(&operation["responses"])
                .map(|(status, response)| Response::of(document, status, response))
                .collect(),
        };
        let operations = entries(&document["paths"])
            .flat_map(|(path, item)| {
                entries(item).map(move |(method, value)| (path, method, value))
            })
            .map(|(path, method, value)| operation(path, method, value))
            .collect();
        Self { operations }
    }

    /// Checks an answer, if an operation gave it.
    #[track_caller]
    pub fn check(&self, method: &Method, path: &str, answer: &Answer) {
        // The document says once, for GET, what HEAD answers too.
        let documented = if method == Method::HEAD {
            "GET"
        } else {
            method.as_str()
        };
        let path = path.split('?').next().unwrap_or_default();
        let operation = self
            .operations
            .iter()
            .find(|operation| operation.method == documented && matches(&operation.path, path));
        if let Some(operation) = operation {
            let status = answer.status.as_str();
            let response = operation
                .responses
                .iter()
                .find(|response| response.status == status);
            response
                .unwrap_or_else(|| panic!("{method} {} documents no {status}", operation.path))
                .check(answer, method);
        }
    }
}

impl Response {
    fn of(document: &Value, status: &str, response: &Value) -> Self {
        let is_required = |header: &Value| header["required"] == true;
        Self {
            status: status.to_owned(),
            headers: entries(&response["headers"])
                .filter(|(_, header)| is_required(header))
                .map(|(name, _)| name.to_owned())
                .collect(),
            bodies: entries(&response["content"])
                .map(|(media_type, content)| {
                    (
                        media_type.to_owned(),
                        validator(document, &content["schema"]),
                    )
                })
                .collect(),
        }
    }

    #[track_caller]
    fn check(&self, answer: &Answer, method: &Method) {
        for name in &self.headers {
            assert!(
                answer.headers.contains_key(name),
                "{} without {name}",
                self.status
            );
        }
        if method == Method::HEAD {
            return assert!(answer.body.is_empty());
        }
        let Some(media_type) = answer.header("content-type") else {
            return assert!(self.bodies.is_empty(), "{} without a body", self.status);
        };
        let essence = media_type.split(';').next().unwrap_or_default();
        let body = self
            .bodies
            .iter()
            .find(|(documented, _)| takes_in(documented, essence));
        let (_, validator) =
            body.unwrap_or_else(|| panic!("{} documents no {essence}", self.status));
        for value in values(essence, answer) {
            if let Err(error) = validator.validate(&value) {
                panic!("{error}\n{value:#}");
            }
        }
    }
}

/// What the schema of this media type describes: the body, or each of its lines.
fn values(essence: &str, answer: &Answer) -> Vec<Value> {
    match essence {
        "application/jsonl" => answer
            .text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        // Of a table and a picture the tests of their routes say more.
        "text/csv" | "multipart/byteranges" => Vec::new(),
        _ if essence.starts_with("image/") => Vec::new(),
        _ if essence.ends_with("json") => vec![answer.json()],
        _ => vec![answer.text().into()],
    }
}

/// Whether a media type is of a range: `image/png` of `image/*`.
fn takes_in(range: &str, essence: &str) -> bool {
    match range.strip_suffix("/*") {
        Some(general) => essence.split('/').next() == Some(general),
        None => range == essence,
    }
}

/// Whether a body has what the schema asks for, and on its first level nothing else.
fn validator(document: &Value, schema: &Value) -> Validator {
    let mut closed = json!({
        "allOf": [schema],
        "components": document["components"],
    });
    if schema["type"] != "string" {
        closed["unevaluatedProperties"] = false.into();
    }
    jsonschema::draft202012::new(&closed).unwrap()
}

/// Whether a path is one of a template: `/users/7` of `/users/{id}`.
fn matches(template: &str, path: &str) -> bool {
    let same = |(template, segment): (&str, &str)| {
        template == segment || template.starts_with('{') && !segment.is_empty()
    };
    template.split('/').count() == path.split('/').count()
        && template.split('/').zip(path.split('/')).all(same)
}

fn entries(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}
