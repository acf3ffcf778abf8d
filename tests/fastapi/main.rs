//! The samples of FastAPI's tutorial that users know best, as one application: `app` answers as `app.py` does in FastAPI.
//!
//! `exchanges.json` has what FastAPI answered; `record.py` records it again. Where steadfast answers in another way on purpose,
//! the exchange says how, and names the reason by its row in `docs/guide/fastapi.md`.
//!
//! A program of its own: its lines are counted beside those of the same in FastAPI.
#![cfg(all(feature = "cookies", feature = "files", feature = "testing"))]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use steadfast::testing::{Client, TestAnswer};

mod app;

#[derive(Deserialize)]
struct Recorded {
    fastapi: String,
    exchanges: Vec<Exchange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exchange {
    name: String,
    request: Request,
    fastapi: Answer,
    steadfast: Option<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    line: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    json: Option<Value>,
    body: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    status: u16,
    headers: Map<String, Value>,
    body: Value,
}

/// What steadfast answers on purpose in another way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// A row of the chapter.
    why: String,
    status: Option<u16>,
    /// `null` for a header that is not sent.
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<Value>,
}

fn recorded() -> Recorded {
    serde_json::from_str(include_str!("exchanges.json")).expect("what record.py writes")
}

impl Exchange {
    /// What steadfast is expected to answer.
    fn expected(&self) -> Answer {
        let mut expected = self.fastapi.clone();
        if let Some(difference) = &self.steadfast {
            expected.status = difference.status.unwrap_or(expected.status);
            expected.body = difference.body.clone().unwrap_or(expected.body);
            expected.headers.extend(difference.headers.clone());
        }
        expected.body = without_words(expected.body);
        expected
    }

    async fn send(&self, client: &Client) -> TestAnswer {
        let (method, path) = self.request.line.split_once(' ').expect("a request line");
        let method: Method = method.parse().expect("a method");
        let mut request = client.request(method, path);
        for (name, value) in &self.request.headers {
            request = request.header(name.as_str(), value.as_str());
        }
        match (&self.request.json, &self.request.body) {
            (Some(json), _) => request.json(json).await,
            (None, Some(body)) => request.body(body.clone()).await,
            (None, None) => request.await,
        }
    }
}

/// The parts of the answer that the expected one has: its status, each of its headers, and its body.
fn answered(answer: &TestAnswer, expected: &Answer) -> Answer {
    let text = answer.text();
    let body = match answer.header("content-type") {
        Some("application/json") if !text.is_empty() => without_words(answer.json()),
        _ => text.into(),
    };
    let header = |name: &String| {
        (
            name.clone(),
            answer.header(name).map_or(Value::Null, Value::from),
        )
    };
    Answer {
        status: answer.status().as_u16(),
        headers: expected.headers.keys().map(header).collect(),
        body,
    }
}

/// The faults of a request have words of their own, and never what was sent: the place and the type are compared.
fn without_words(mut body: Value) -> Value {
    if let Some(Value::Array(faults)) = body.get_mut("detail") {
        for fault in faults.iter_mut() {
            *fault = json!({ "loc": fault["loc"], "type": fault["type"] });
        }
        faults.sort_by_key(Value::to_string);
    }
    body
}

/// The body of a stream, in which only the order of the fields of an event and the spaces in JSON may differ.
fn in_parts(answer: &Answer) -> Vec<BTreeSet<String>> {
    let text = answer.body.as_str().unwrap_or_default();
    let line = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap_or(("", line));
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        format!("{name}: {value}")
    };
    text.split_terminator("\n\n")
        .map(|event| event.lines().map(line).collect())
        .collect()
}

fn is_same(answer: &Answer, expected: &Answer) -> bool {
    let media_type = expected.headers.get("content-type").and_then(Value::as_str);
    let is_stream = media_type.is_some_and(|media_type| {
        media_type.starts_with("text/event-stream") || media_type.starts_with("application/jsonl")
    });
    let is_same_body = match is_stream {
        true => in_parts(answer) == in_parts(expected),
        false => answer.body == expected.body,
    };
    is_same_body && answer.status == expected.status && answer.headers == expected.headers
}

#[tokio::test]
async fn it_answers_as_fastapi_does_where_it_does_not_say_why_not() {
    let garden = Client::new(app::app());
    let strict = Client::new(app::strict());
    let mut faults = Vec::new();
    for exchange in recorded().exchanges {
        let expected = exchange.expected();
        let (name, line) = (&exchange.name, &exchange.request.line);
        let client = match line.contains(" /strict/") {
            true => &strict,
            false => &garden,
        };
        let answer = exchange.send(client).await;
        let found = answered(&answer, &expected);
        // Work after the response may still be running, as it may in FastAPI behind a socket.
        tokio::time::sleep(Duration::from_millis(1)).await;
        if !is_same(&found, &expected) {
            faults.push(format!(
                "{name}: {line}\nexpected {expected:?}\nfound    {found:?}"
            ));
        }
        let is_of_a_route =
            answer.status() != 404 && answer.status() != 405 || line.contains("/plants/");
        if is_of_a_route {
            answer.assert_conforms();
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn a_difference_is_one() {
    for exchange in recorded().exchanges {
        let Some(difference) = &exchange.steadfast else {
            continue;
        };
        let name = &exchange.name;
        let fastapi = &exchange.fastapi;
        assert_ne!(difference.status, Some(fastapi.status), "{name}");
        assert_ne!(difference.body.as_ref(), Some(&fastapi.body), "{name}");
        for (header, value) in &difference.headers {
            assert_ne!(
                fastapi.headers.get(header).unwrap_or(&Value::Null),
                value,
                "{name}"
            );
        }
    }
}

#[test]
fn each_difference_has_a_row_in_the_chapter() {
    let chapter = include_str!("../../docs/guide/fastapi.md");
    let (_, chapter) = chapter
        .split_once("## What is answered differently")
        .unwrap();
    let used: BTreeSet<String> = recorded()
        .exchanges
        .into_iter()
        .filter_map(|exchange| Some(exchange.steadfast?.why))
        .collect();
    let told: BTreeSet<String> = chapter
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(slug, _)| slug.to_owned())
        .collect();
    assert_eq!(used, told);
}

#[test]
fn it_was_compared_with_a_fastapi_that_has_streams_of_models() {
    let version = recorded().fastapi;
    let minor = version
        .split('.')
        .nth(1)
        .and_then(|minor| minor.parse().ok());
    assert!(minor.is_some_and(|minor: u32| minor >= 141), "{version}");
}

#[tokio::test]
async fn every_error_is_declared() {
    for app in [app::app(), app::strict()] {
        Client::new(app).assert_every_error_is_declared().await;
    }
}
