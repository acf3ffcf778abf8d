//! What the document promises about a request is what the service accepts.

#![allow(dead_code, reason = "what is read is shown by `Debug`")]

mod absent;
mod booleans;
mod buffered;
mod documented;
#[cfg(feature = "multipart")]
mod parts;
mod styles;
mod undescribed;
mod words;

use serde_json::{Value, json};
use steadfast::Api;
use steadfast::testing::{Client, TestAnswer};

/// The client of an API, which could be built.
fn client(api: Api) -> Client {
    Client::new(api.into_router())
}

/// Why an API cannot be built.
fn refused(api: Api) -> String {
    let error = api.try_into_router().expect_err("an API with a fault");
    crate::startup_faults::in_lines(&error).join("\n")
}

/// Sends a form.
async fn send_form(client: &Client, path: &str, body: &str) -> TestAnswer {
    client
        .post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned())
        .await
}

/// Sends JSON as it stands.
async fn send_json(client: &Client, path: &str, body: &str) -> TestAnswer {
    client
        .post(path)
        .header("content-type", "application/json")
        .body(body.to_owned())
        .await
}

/// The places and kinds of the faults of a 422, which is as documented.
fn faults(answer: &TestAnswer) -> Value {
    answer.assert_status(422).assert_conforms();
    let faults = answer.problem()["errors"].clone();
    let faults = faults.as_array().expect("faults").iter();
    let each = faults.map(|fault| json!([fault["loc"], fault["type"]]));
    each.collect::<Vec<_>>().into()
}
