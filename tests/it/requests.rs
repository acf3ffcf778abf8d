//! What the document says of requests: parameters, bodies, and what is allowed in them.
#![allow(
    dead_code,
    deprecated,
    reason = "the fields are read by what is derived, and one is deprecated"
)]

use axum::body::Bytes;
use axum_typed_multipart::{FieldData, TryFromMultipart};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::extract::{FilePart, MultipartForm};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Deserialize, JsonSchema)]
struct Filter {
    /// How many at most.
    #[schemars(range(min = 1, max = 50), example = 10)]
    limit: u8,
    #[schemars(length(min = 2), regex(pattern = "^[a-z]+$"))]
    name: Option<String>,
    #[deprecated]
    sort: Option<Order>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Order {
    /// The newest first.
    Newest,
    /// In the order of the alphabet.
    Name,
}

#[route(get, "/users/{id}", response = Text)]
async fn find(Path(id): Path<i64>, Query(filter): Query<Filter>) -> Text {
    Text::from(format!("{id} {}", filter.limit))
}

/// A user to be created.
#[derive(Deserialize, JsonSchema)]
#[schemars(example = json!({ "name": "Ada", "password": "correct horse battery" }))]
struct UserIn {
    name: String,
    #[schemars(extend("writeOnly" = true))]
    password: String,
    nickname: Option<String>,
    phone: Field<String>,
    fax: Field<Option<String>>,
    order: Option<Order>,
}

#[derive(ResponseModel)]
struct UserOut {
    #[serde(skip_deserializing)]
    id: i64,
    #[response(example = "Ada")]
    name: String,
    /// Use `phones`.
    #[deprecated]
    phone: Option<String>,
    fax: Field<String>,
    telex: Field<Option<String>>,
    role: Role,
}

#[derive(ResponseModel)]
#[serde(rename_all = "snake_case")]
enum Role {
    /// May do everything.
    Admin,
    /// May read.
    #[deprecated]
    Reader,
    Guest,
}

#[route(put, "/users/{id}", response = UserOut)]
async fn replace(Path(id): Path<i64>, Json(new): Json<UserIn>) -> UserOut {
    UserOut {
        id,
        name: new.name,
        phone: None,
        fax: Field::Unset,
        telex: Field::Unset,
        role: Role::Guest,
    }
}

#[route(put, "/raw", status = 204)]
async fn raw(_body: Bytes) {}

#[route(put, "/note", status = 204)]
async fn note(_body: String) {}

#[derive(TryFromMultipart, JsonSchema)]
struct NewPicture {
    title: String,
    #[form_data(limit = "16B")]
    #[schemars(with = "FilePart")]
    image: FieldData<Bytes>,
    alternative: Option<String>,
}

#[route(put, "/picture", response = Text)]
async fn picture(MultipartForm(new): MultipartForm<NewPicture>) -> Text {
    Text::from(format!("{}: {}", new.title, new.image.contents.len()))
}

#[route(put, "/parts", status = 204)]
async fn parts(_parts: axum::extract::Multipart) {}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![find, replace, raw, note, picture, parts])
}

fn operation(method: &str, path: &str) -> Value {
    api().openapi()["paths"][path][method].clone()
}

fn schema(name: &str) -> Value {
    api().openapi()["components"]["schemas"][name].clone()
}

fn parameter(name: &str) -> Value {
    let operation = operation("get", "/users/{id}");
    let parameters = operation["parameters"].as_array().expect("parameters");
    let found = parameters
        .iter()
        .find(|parameter| parameter["name"] == name);
    found.expect("the parameter").clone()
}

#[test]
fn a_parameter_has_its_constraints_and_its_example() {
    let limit = parameter("limit");
    assert_eq!(limit["description"], "How many at most.");
    assert_eq!(limit["schema"]["minimum"], 1);
    assert_eq!(limit["schema"]["maximum"], 50);
    assert_eq!(limit["schema"]["examples"], json!([10]));
    let name = &parameter("name")["schema"];
    assert_eq!(name["minLength"], 2);
    assert_eq!(name["pattern"], "^[a-z]+$");
    assert_eq!(name["type"], "string");
}

#[test]
fn a_deprecated_parameter_is_marked() {
    let sort = parameter("sort");
    assert_eq!(sort["deprecated"], true);
    assert_eq!(parameter("limit")["deprecated"], Value::Null);
}

#[test]
fn the_values_of_an_enum_have_their_descriptions() {
    assert_eq!(
        parameter("sort")["schema"]["oneOf"],
        json!([
            { "type": "string", "const": "newest", "description": "The newest first." },
            { "type": "string", "const": "name", "description": "In the order of the alphabet." },
        ])
    );
    assert_eq!(
        schema("Role")["oneOf"],
        json!([
            { "type": "string", "enum": ["guest"] },
            { "type": "string", "const": "admin", "description": "May do everything." },
            { "type": "string", "const": "reader", "description": "May read.", "deprecated": true },
        ])
    );
}

#[test]
fn what_may_be_null_is_told_from_what_may_be_left_out() {
    let user = schema("UserIn");
    assert_eq!(user["required"], json!(["name", "password"]));
    let of = |field: &str| user["properties"][field]["type"].clone();
    assert_eq!(of("nickname"), json!(["string", "null"]));
    assert_eq!(of("phone"), "string");
    assert_eq!(of("fax"), json!(["string", "null"]));

    let sent = schema("UserOut");
    assert_eq!(sent["required"], json!(["id", "name", "phone", "role"]));
    let of = |field: &str| sent["properties"][field]["type"].clone();
    assert_eq!(of("phone"), json!(["string", "null"]));
    assert_eq!(of("fax"), "string");
    assert_eq!(of("telex"), json!(["string", "null"]));
}

#[test]
fn a_field_says_who_may_write_it_and_whether_it_is_still_meant_to_be_used() {
    assert_eq!(
        schema("UserIn")["properties"]["password"]["writeOnly"],
        true
    );
    let sent = schema("UserOut");
    assert_eq!(sent["properties"]["id"]["readOnly"], true);
    assert_eq!(sent["properties"]["phone"]["deprecated"], true);
}

#[test]
fn bodies_and_fields_have_their_examples() {
    assert_eq!(schema("UserIn")["examples"][0]["name"], "Ada");
    assert_eq!(
        schema("UserOut")["properties"]["name"]["examples"],
        json!(["Ada"])
    );
}

#[test]
fn bytes_texts_and_forms_with_files_are_documented() {
    let body = |path: &str| operation("put", path)["requestBody"]["content"].clone();
    assert_eq!(
        body("/raw"),
        json!({ "application/octet-stream": { "schema": {} } })
    );
    assert_eq!(
        body("/note"),
        json!({ "text/plain": { "schema": { "type": "string" } } })
    );
    assert_eq!(
        body("/picture")["multipart/form-data"]["schema"],
        json!({ "$ref": "#/components/schemas/NewPicture" })
    );
    let form = schema("NewPicture");
    assert_eq!(
        form["properties"]["image"],
        json!({ "type": "string", "format": "binary" })
    );
    assert_eq!(form["required"], json!(["title", "image"]));
    assert_eq!(
        body("/parts")["multipart/form-data"]["schema"],
        json!({ "type": "object" })
    );
}

const BOUNDARY: &str = "multipart/form-data; boundary=x";

fn form(parts: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in parts {
        body +=
            &format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body + "--x--\r\n"
}

async fn sent(content_type: &str, body: String) -> steadfast::testing::TestAnswer {
    let client = Client::new(api().into_router());
    client
        .put("/picture")
        .header("content-type", content_type)
        .body(body)
        .await
}

#[tokio::test]
async fn a_form_with_a_file_is_read() {
    let answer = sent(BOUNDARY, form(&[("title", "Ada"), ("image", "bytes")])).await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.text(), "Ada: 5");
}

#[tokio::test]
async fn a_form_that_is_refused_is_told_where_and_never_what() {
    let answer = sent(BOUNDARY, form(&[("title", "Ada")])).await;
    answer.assert_status(422).assert_conforms();
    assert_eq!(
        answer.problem()["errors"],
        json!([{ "loc": ["body", "image"], "msg": "field required", "type": "missing" }])
    );

    let long = sent(
        BOUNDARY,
        form(&[("title", "Ada"), ("image", "more than sixteen bytes")]),
    )
    .await;
    long.assert_status(413).assert_conforms();
    assert_eq!(
        long.problem()["detail"],
        "the field `image` is longer than 16 bytes"
    );

    let other = sent("application/json", "{}".to_owned()).await;
    other.assert_status(415).assert_conforms();

    let broken = sent(BOUNDARY, "--x\r\nhunter2".to_owned()).await;
    broken.assert_status(422).assert_conforms();
    assert_eq!(broken.problem()["errors"][0]["type"], "multipart_invalid");
    assert!(!broken.text().contains("hunter2"));
}
