//! Forms with files, as browsers send them.

use axum_typed_multipart::{FieldData, TryFromMultipart};
use bytes::Bytes;
use schemars::JsonSchema;
use serde_json::json;
use steadfast::extract::{FilePart, MultipartForm};
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};

use super::{client, faults};

#[derive(TryFromMultipart, JsonSchema)]
struct Profile {
    #[schemars(length(min = 2, max = 9))]
    name: String,
    age: Option<u8>,
    note: Option<String>,
    #[schemars(with = "Option<FilePart>")]
    picture: Option<FieldData<Bytes>>,
    #[schemars(length(max = 2))]
    tags: Vec<String>,
}

#[route(put, "/profile", response = Text)]
async fn profile(MultipartForm(read): MultipartForm<Profile>) -> Text {
    let picture = read.picture.map(|picture| picture.contents.len());
    Text::from(format!(
        "{} {:?} {:?} {picture:?} {:?}",
        read.name, read.age, read.note, read.tags
    ))
}

fn api() -> Api {
    Api::new("Profiles", "1.0.0").routes(routes![profile])
}

/// A part: the parameters of its `Content-Disposition`, and its content.
fn form(parts: &[(&str, &str)]) -> String {
    let each = parts.iter().map(|(disposition, content)| {
        format!("--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
    });
    each.collect::<String>() + "--b--\r\n"
}

async fn send(client: &Client, body: String) -> TestAnswer {
    client
        .put("/profile")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body)
        .await
}

#[tokio::test]
async fn a_blank_field_that_is_not_text_and_a_file_that_was_not_chosen_are_absent() {
    let client = client(api());
    let body = form(&[
        ("name=\"name\"", "Ada"),
        ("name=\"age\"", ""),
        ("name=\"note\"", ""),
        ("name=\"picture\"; filename=\"\"", ""),
        ("name=\"tags\"", "a"),
    ]);
    let answer = send(&client, body).await;
    assert_eq!(
        answer.assert_status(200).text(),
        r#"Ada None Some("") None ["a"]"#
    );
    let body = form(&[
        ("name=\"name\"", "Ada"),
        ("name=\"age\"", "36"),
        ("name=\"picture\"; filename=\"a.png\"", "bytes"),
        ("name=\"tags\"", "a"),
    ]);
    let answer = send(&client, body).await;
    assert_eq!(
        answer.assert_status(200).text(),
        r#"Ada Some(36) None Some(5) ["a"]"#
    );
}

#[tokio::test]
async fn an_empty_file_that_was_chosen_is_a_file() {
    let body = form(&[
        ("name=\"name\"", "Ada"),
        ("name=\"picture\"; filename=\"empty.txt\"", ""),
        ("name=\"tags\"", "a"),
    ]);
    let answer = send(&client(api()), body).await;
    assert_eq!(
        answer.assert_status(200).text(),
        r#"Ada None None Some(0) ["a"]"#
    );
}

#[tokio::test]
async fn what_the_schema_of_a_text_forbids_is_refused() {
    let client = client(api());
    let body = form(&[
        ("name=\"name\"", "A"),
        ("name=\"tags\"", "a"),
        ("name=\"tags\"", "b"),
        ("name=\"tags\"", "c"),
    ]);
    assert_eq!(
        faults(&send(&client, body).await),
        json!([
            [["body", "name"], "string_too_short"],
            [["body", "tags"], "too_long"],
        ])
    );
    // The type reads it only to its first fault; the schema finds the others.
    let body = form(&[("name=\"age\"", "x"), ("name=\"name\"", "A")]);
    assert_eq!(
        faults(&send(&client, body).await),
        json!([
            [["body", "age"], "invalid_type"],
            [["body", "tags"], "missing"],
            [["body", "name"], "string_too_short"],
        ])
    );
}

#[tokio::test]
async fn a_large_file_arrives_whole() {
    let content = "0123456789abcdef\r\n--not-the-boundary\r\n".repeat(20_000);
    let body = form(&[
        ("name=\"name\"", "Ada"),
        ("name=\"picture\"; filename=\"a.txt\"", &content),
        ("name=\"tags\"", "a"),
    ]);
    let answer = send(&client(api()), body).await;
    assert_eq!(
        answer.assert_status(200).text(),
        format!(r#"Ada None None Some({}) ["a"]"#, content.len())
    );
}
