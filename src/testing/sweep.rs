//! The sweep: bad requests to every operation, whose responses are checked against the document.

use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use response_core::contract::{PathPart, PathTemplate};
use response_core::message::media_type::is_json;
use serde_json::Value;

use super::closed::{entries, resolved};
use super::faults::Faults;
use super::sample::{self, MARK};
use super::{Client, TestAnswer, TestRequest, conform};

/// The methods that are tried if the document has no operation for them.
const METHODS: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

/// The codes of the refusals that have words. They come from no handler.
const CODES_OF_REFUSALS: [&str; 6] = [
    "method_not_allowed",
    "not_acceptable",
    "not_found",
    "payload_too_large",
    "unsupported_media_type",
    "validation_error",
];

/// The length of a body above axum's limit of 2 MB, and above most others.
const LONG: usize = 10 << 20;

impl Client {
    /// Sends bad requests to each operation of the document, and checks every response against the document: its
    /// status, its headers, its media type and its body.
    ///
    /// The requests have unknown paths, methods that a path does not support, parameters and fields that are missing or
    /// have a wrong type, bodies that are cut off, have another media type, or are 10 MB long, and, where the
    /// document has a 406, an `Accept` that no response satisfies. A response that
    /// refuses a request before a handler has it (400, 404 for an unknown path, 405, 406, 413, 415, 422), and every 5xx,
    /// must not repeat what was sent, except for the path in `instance` and the name of an unknown field in `loc`; a
    /// handler's own errors may. An undocumented 404 or 405 has to have the media type of a documented error, and a 405
    /// has to have `Allow`.
    ///
    /// If the service requires credentials, send them with every request by [`Client::with_header`].
    ///
    /// Some of these requests may be valid by chance, and succeed: only sweep a service whose data may be changed.
    ///
    /// Returns the number of responses.
    ///
    /// # Panics
    /// If there is no document, or with all responses that it does not describe.
    pub async fn assert_every_error_is_declared(&self) -> usize {
        let document = self.document().await;
        let Some(document) = document else {
            panic!("there is no document at /openapi.json: give one by `Client::with_document`");
        };
        let mut sweep = Sweep {
            client: self,
            document: &document,
            error_types: error_types(&document),
            answers: 0,
            faults: Faults::default(),
        };
        sweep.run().await;
        assert!(
            sweep.faults.0.is_empty(),
            "of {} responses, {} are not what the document says:\n\n{}",
            sweep.answers,
            sweep.faults.count(),
            sweep.faults
        );
        sweep.answers
    }
}

struct Sweep<'s> {
    client: &'s Client,
    document: &'s Value,
    error_types: Vec<&'s str>,
    answers: usize,
    faults: Faults,
}

/// The media types of all documented errors, and of what a handler of errors answers in place of the router.
fn error_types(document: &Value) -> Vec<&str> {
    let operations = entries(&document["paths"]).flat_map(|(_, item)| entries(item));
    operations
        .flat_map(|(_, operation)| entries(&operation["responses"]))
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .chain(entries(&document["components"]["responses"]))
        .flat_map(|(_, response)| entries(&response["content"]))
        .map(|(media_type, _)| media_type)
        .collect()
}

impl Sweep<'_> {
    async fn run(&mut self) {
        for path in [
            format!("/{MARK}"),
            format!("/{MARK}/%ff/..;/"),
            "/%00".to_owned(),
        ] {
            let answer = self.client.get(&path).await;
            self.expect_refusal(&answer, StatusCode::NOT_FOUND);
        }
        let paths: Vec<(&str, &Value)> = entries(&self.document["paths"]).collect();
        for (template, item) in paths {
            for method in METHODS {
                let operation = &item[method.as_str().to_ascii_lowercase()];
                if operation.is_object() {
                    self.operation(&method, template, operation).await;
                } else {
                    let path = self.path(template, &Value::Null, None);
                    let answer = self.client.request(method, &path).await;
                    self.expect_refusal(&answer, StatusCode::METHOD_NOT_ALLOWED);
                }
            }
        }
    }

    async fn operation(&mut self, method: &Method, template: &str, operation: &Value) {
        let body = &operation["requestBody"]["content"];
        let mut media_types = entries(body).map(|(media_type, _)| media_type);
        let json_type = media_types.find(|media_type| is_json(media_type));
        let json_type = json_type.unwrap_or("application/json");
        let good = sample::of(self.document, &body[json_type]["schema"]);
        let good_path = self.path(template, operation, None);
        let json = |value: &Value| (Some(json_type), value.to_string().into_bytes());
        let with_body = |has: bool| match has {
            true => json(&good),
            false => (None, Vec::new()),
        };
        let has_json = body[json_type].is_object();
        for path in self.bad_paths(template, operation) {
            self.ask(method, &path, (template, operation), with_body(has_json))
                .await;
        }
        for query in bad_queries(operation) {
            let path = format!("{good_path}?{query}");
            self.ask(method, &path, (template, operation), with_body(has_json))
                .await;
        }
        self.ask(
            method,
            &good_path,
            (template, operation),
            (None, Vec::new()),
        )
        .await;
        if operation["responses"]["406"].is_object() {
            let request = self.request(method, &good_path, with_body(has_json));
            let request = request.header(ACCEPT, format!("application/x-{MARK}"));
            self.hold((method, template, operation), &request.await);
        }
        if !body.is_object() {
            return;
        }
        let text = (Some("text/plain"), MARK.into());
        self.ask(method, &good_path, (template, operation), text)
            .await;
        for (media_type, _) in entries(body) {
            for bytes in bad_bytes(&good) {
                let body = (Some(media_type), bytes);
                self.ask(method, &good_path, (template, operation), body)
                    .await;
            }
        }
        if has_json {
            for value in sample::wrong(&good) {
                self.ask(method, &good_path, (template, operation), json(&value))
                    .await;
            }
        }
    }

    /// The path of an operation, with valid parameters, or with this text in place of the first one.
    fn path(&self, template: &str, operation: &Value, first: Option<&str>) -> String {
        let mut first = first;
        PathTemplate::new(template).filled(|part| {
            if let Some(first) = first.take() {
                return first.to_owned().into();
            }
            let parameter = list(&operation["parameters"]).find(|parameter| {
                parameter["in"] == "path"
                    && matches!(part, PathPart::Parameter(name) if parameter["name"] == name)
            });
            parameter.map_or("1".into(), |parameter| {
                let text = sample::text(self.document, &parameter["schema"]);
                utf8_percent_encode(&text, NON_ALPHANUMERIC)
                    .to_string()
                    .into()
            })
        })
    }

    fn bad_paths(&self, template: &str, operation: &Value) -> Vec<String> {
        if !PathTemplate::new(template).has_parameters() {
            return vec![format!("{template}?{MARK}=1")];
        }
        let long = "9".repeat(400);
        [MARK, "%ff", "-1", "1.5", "%20", long.as_str()]
            .map(|first| self.path(template, operation, Some(first)))
            .into()
    }

    async fn ask(
        &mut self,
        method: &Method,
        path: &str,
        (template, operation): (&str, &Value),
        body: (Option<&str>, Vec<u8>),
    ) {
        let answer = self.request(method, path, body).await;
        self.hold((method, template, operation), &answer);
    }

    fn request(
        &self,
        method: &Method,
        path: &str,
        (media_type, bytes): (Option<&str>, Vec<u8>),
    ) -> TestRequest {
        let mut request = self.client.request(method.clone(), path);
        if let Some(media_type) = media_type {
            request = request
                .header(CONTENT_TYPE, media_type)
                .header(CONTENT_LENGTH, bytes.len().to_string());
        }
        request.body(bytes)
    }

    /// Holds an answer to what the document says of the operation.
    fn hold(
        &mut self,
        (method, template, operation): (&Method, &str, &Value),
        answer: &TestAnswer,
    ) {
        self.answers += 1;
        let checked = conform::check(
            self.document,
            answer.method(),
            answer.path(),
            answer.response(),
        );
        if let Err(fault) = checked {
            self.faults
                .add(&format!("{method} {template}"), fault, answer);
        }
        if is_refusal(answer.status()) && !is_of_the_handler(self.document, operation, answer) {
            self.expect_no_echo(&format!("{method} {template}"), answer);
        }
    }

    /// Checks the response to a request for which the document has no operation.
    fn expect_refusal(&mut self, answer: &TestAnswer, status: StatusCode) {
        self.answers += 1;
        if conform::leads_to_other_slash(self.document, answer.path(), answer.response()) {
            return;
        }
        let place = match status {
            StatusCode::NOT_FOUND => "an unknown path",
            _ => "an unsupported method",
        };
        let mut fault = |fault: &str| self.faults.add(place, fault.to_owned(), answer);
        if answer.status() != status {
            fault(&format!("expected status {status}"));
        }
        let media_type = answer.header("content-type").unwrap_or_default();
        if !self.error_types.is_empty() && !self.error_types.contains(&media_type) {
            fault(&format!(
                "`{media_type}` is not what errors are documented as"
            ));
        }
        if status == StatusCode::METHOD_NOT_ALLOWED && answer.header("allow").is_none() {
            fault("a 405 without `Allow`");
        }
        self.expect_no_echo(place, answer);
    }

    fn expect_no_echo(&mut self, place: &str, answer: &TestAnswer) {
        let text = match serde_json::from_slice::<Value>(answer.bytes()) {
            Ok(mut body) => {
                forget_places(&mut body);
                body.to_string()
            }
            Err(_) => String::from_utf8_lossy(answer.bytes()).into_owned(),
        };
        if text.contains(MARK) {
            let fault = "the answer repeats what was sent".to_owned();
            self.faults.add(place, fault, answer);
        }
    }
}

/// Removes the parts that tell where a fault is: the path, and the names of fields.
fn forget_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| name != "instance" && name != "loc");
            members.values_mut().for_each(forget_places);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_places),
        _ => {}
    }
}

/// Whether the response comes from no handler, or is a server error.
fn is_refusal(status: StatusCode) -> bool {
    matches!(status.as_u16(), 400 | 405 | 406 | 413 | 415 | 422) || status.is_server_error()
}

/// Whether the response has the words of the handler: an error of its own, with a status that refusals have too.
fn is_of_the_handler(document: &Value, operation: &Value, answer: &TestAnswer) -> bool {
    if answer.status().is_server_error() {
        return false;
    }
    let Ok(body) = serde_json::from_slice::<Value>(answer.bytes()) else {
        return false;
    };
    let is_own = |code: &str| !CODES_OF_REFUSALS.contains(&code);
    match body["code"].as_str() {
        Some(code) => is_own(code),
        // A format without codes. The document has an example of each error, under its code.
        None => {
            let response = &operation["responses"][answer.status().as_str()];
            let content = &resolved(document, response)["content"];
            let examples = entries(content).flat_map(|(_, body)| entries(&body["examples"]));
            let is_validation = body["detail"].is_array() || body["errors"].is_array();
            !is_validation && examples.into_iter().any(|(code, _)| is_own(code))
        }
    }
}

/// Every query parameter with invalid values, and given twice.
fn bad_queries(operation: &Value) -> Vec<String> {
    let names = list(&operation["parameters"])
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str());
    names
        .flat_map(|name| {
            [
                format!("{name}={MARK}"),
                format!("{name}=%ff"),
                format!("{name}="),
                format!("{name}=-1&{name}={MARK}"),
                format!("{name}=99999999999999999999"),
            ]
        })
        .collect()
}

/// Bodies that are not valid for any type.
fn bad_bytes(good: &Value) -> Vec<Vec<u8>> {
    let text = good.to_string().into_bytes();
    let half = text[..text.len() / 2].to_vec();
    vec![
        half,
        format!("{{\"{MARK}\":").into_bytes(),
        vec![0xff, 0xfe, 0x00],
        "[".repeat(100_000).into_bytes(),
        vec![b' '; LONG],
    ]
}

fn list(array: &Value) -> impl Iterator<Item = &Value> {
    array.as_array().into_iter().flatten()
}
