//! What the schema forbids is reported in the same answer as what is missing and what has the wrong type, once each,
//! wherever in the request it is.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum_typed_multipart::TryFromMultipart;
use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::extract::MultipartForm;
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};
use tokio_stream::StreamExt;

#[derive(Deserialize, JsonSchema, Validate)]
#[allow(dead_code)]
struct Line {
    #[garde(skip)]
    name: String,
    #[garde(range(max = 10))]
    qty: u32,
    #[garde(custom(even))]
    #[serde(default)]
    pack: u32,
}

fn even(pack: &u32, (): &()) -> garde::Result {
    match pack % 2 {
        0 => Ok(()),
        _ => Err(garde::Error::new("must be even")),
    }
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Order {
    line: Option<Line>,
    #[schemars(length(max = 2))]
    #[serde(default)]
    tags: Vec<u32>,
    #[serde(default)]
    payment: Option<Payment>,
    #[serde(default)]
    delivery: Option<Delivery>,
    #[serde(default)]
    rooms: BTreeSet<u8>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(dead_code)]
enum Payment {
    Card {
        number: String,
        #[schemars(range(max = 100))]
        amount: u32,
    },
    Cash {
        #[schemars(range(max = 50))]
        amount: u32,
        currency: String,
    },
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
enum Delivery {
    Pickup,
    Post {
        street: String,
        #[schemars(length(min = 5))]
        code: String,
    },
    Drone {
        #[schemars(range(max = 90))]
        latitude: f64,
    },
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Caller {
    x_tenant: String,
    #[schemars(range(max = 10))]
    #[serde(rename = "X-Depth")]
    depth: u32,
    #[schemars(range(min = 1))]
    x_width: Option<u32>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Strict {
    name: String,
    #[schemars(range(max = 10))]
    qty: u32,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Place {
    #[schemars(range(min = 1))]
    shop: u32,
    #[schemars(length(max = 3))]
    shelf: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[A-Z]{3}$"))]
#[allow(dead_code)]
struct Code(String);

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        match code.len() {
            3 => Ok(Self(code)),
            _ => Err(format!("bad code {code}")),
        }
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
#[allow(dead_code)]
struct Renamed {
    #[serde(rename = "quantity")]
    #[garde(range(max = 10))]
    qty: u32,
    #[garde(length(chars, min = 3), custom(lower))]
    sku: String,
    #[garde(contains("@"))]
    contact: String,
}

fn lower(text: &str, (): &()) -> garde::Result {
    match text.chars().any(char::is_uppercase) {
        true => Err(garde::Error::new("must be in lower case")),
        false => Ok(()),
    }
}

#[derive(TryFromMultipart, JsonSchema)]
#[allow(dead_code)]
struct Upload {
    title: String,
    pages: u32,
    copies: u32,
}

#[derive(TryFromMultipart, JsonSchema)]
#[allow(dead_code)]
struct Limited {
    title: String,
    #[schemars(range(max = 10))]
    copies: u32,
}

#[route(post, "/lines", action)]
async fn line(_: Json<Line>) -> NoContent {
    NoContent
}

#[route(post, "/orders", action)]
async fn order(_: Json<Order>) -> NoContent {
    NoContent
}

#[route(get, "/lines", status = 204)]
async fn query(_: Query<Line>) -> NoContent {
    NoContent
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Boxed {
    r#box: Line,
}

#[route(get, "/boxes", status = 204)]
async fn boxes(_: Query<Boxed>) -> NoContent {
    NoContent
}

#[route(post, "/forms", action)]
async fn form(_: Form<Line>) -> NoContent {
    NoContent
}

#[route(
    get,
    "/forms",
    status = 204,
    allow(body_on_safe_method, reason = "the form is in the query")
)]
async fn form_in_query(_: Valid<Form<Line>>) -> NoContent {
    NoContent
}

#[route(get, "/headers", status = 204)]
async fn headers(_: Header<Caller>) -> NoContent {
    NoContent
}

#[route(get, "/cookies", status = 204)]
async fn cookies(_: Cookie<Line>) -> NoContent {
    NoContent
}

#[route(get, "/shops/{shop}/{shelf}", status = 204)]
async fn place(_: Path<Place>) -> NoContent {
    NoContent
}

#[route(post, "/strict", action)]
async fn strict(_: Json<Option<Strict>>) -> NoContent {
    NoContent
}

#[route(post, "/codes", action)]
async fn codes(_: Json<Vec<Code>>) -> NoContent {
    NoContent
}

#[route(post, "/checked/{id}", action)]
async fn checked(_: Path<u8>, _: Valid<Query<Line>>, _: Valid<Json<Renamed>>) -> NoContent {
    NoContent
}

#[route(post, "/uploads/{id}", action)]
async fn upload(_: Path<u8>, _: MultipartForm<Upload>) -> NoContent {
    NoContent
}

#[route(post, "/limited", action)]
async fn limited(_: MultipartForm<Limited>) -> NoContent {
    NoContent
}

#[route(get, "/twice", status = 204)]
async fn twice(_: PageQuery, _: Query<Line>, _: Query<Line>) -> NoContent {
    NoContent
}

fn client() -> Client {
    let orders = routes![line, order, strict, codes, checked, query, boxes, form];
    let others = routes![
        form_in_query,
        headers,
        cookies,
        place,
        upload,
        limited,
        twice
    ];
    let api = Api::<()>::new("Orders", "1").routes(orders).routes(others);
    Client::new(api.into_router())
}

/// The faults, each as its place and its type.
fn told(answer: &TestAnswer) -> Vec<String> {
    answer.assert_status(422).assert_conforms();
    let problem = answer.problem();
    let faults = problem["errors"].as_array().unwrap();
    let told = faults.iter().map(|fault| {
        let loc = fault["loc"].as_array().unwrap();
        let steps: Vec<_> = loc
            .iter()
            .map(|step| {
                step.as_str()
                    .map_or_else(|| step.to_string(), str::to_owned)
            })
            .collect();
        format!("{} {}", steps.join("."), fault["type"].as_str().unwrap())
    });
    told.collect()
}

async fn posted(path: &str, body: Value) -> Vec<String> {
    told(&client().post(path).json(&body).await)
}

#[tokio::test]
async fn a_body_tells_what_is_missing_and_what_is_too_large() {
    assert_eq!(
        posted("/lines", json!({ "qty": 11 })).await,
        ["body.name missing", "body.qty less_than_equal"]
    );
    assert_eq!(
        posted("/lines", json!({ "qty": 11, "name": 7 })).await,
        ["body.name invalid_type", "body.qty less_than_equal"]
    );
}

#[tokio::test]
async fn a_value_of_the_wrong_type_and_one_that_is_missing_are_told_once() {
    assert_eq!(
        posted("/lines", json!({ "qty": "11" })).await,
        ["body.name missing", "body.qty invalid_type"]
    );
    assert_eq!(posted("/lines", json!(7)).await, ["body invalid_type"]);
    assert_eq!(
        posted("/lines", json!({ "qty": -1, "name": "a" })).await,
        ["body.qty invalid_value"]
    );
}

#[tokio::test]
async fn so_does_an_object_that_may_be_null() {
    assert_eq!(
        posted("/orders", json!({ "line": { "qty": 11 } })).await,
        ["body.line.name missing", "body.line.qty less_than_equal"]
    );
    assert_eq!(
        posted("/orders", json!({ "line": "x" })).await,
        ["body.line invalid_type"]
    );
}

#[tokio::test]
async fn a_list_tells_its_length_beside_the_faults_of_its_items() {
    assert_eq!(
        posted("/orders", json!({ "tags": [1, "x", 3] })).await,
        ["body.tags.1 invalid_type", "body.tags too_long"]
    );
    assert_eq!(
        posted("/orders", json!({ "rooms": [1, 1, 300] })).await,
        ["body.rooms.2 invalid_value", "body.rooms unique_items"]
    );
}

#[tokio::test]
async fn a_variant_is_judged_by_its_own_schema() {
    let card = json!({ "payment": { "kind": "card", "amount": 101 } });
    assert_eq!(
        posted("/orders", card).await,
        [
            "body.payment.number missing",
            "body.payment.amount less_than_equal"
        ]
    );
    let cash = json!({ "payment": { "kind": "cash", "amount": 51, "currency": "EUR" } });
    assert_eq!(
        posted("/orders", cash).await,
        ["body.payment.amount less_than_equal"]
    );
    let post = json!({ "delivery": { "Post": { "code": "1" } } });
    assert_eq!(
        posted("/orders", post).await,
        [
            "body.delivery.Post.street missing",
            "body.delivery.Post.code string_too_short"
        ]
    );
    let unknown = json!({ "delivery": { "Boat": {} } });
    assert_eq!(
        posted("/orders", unknown).await,
        ["body.delivery unknown_variant"]
    );
}

#[tokio::test]
async fn an_unknown_field_stands_beside_the_others() {
    assert_eq!(
        posted("/strict", json!({ "nmae": "x", "qty": 11 })).await,
        [
            "body.nmae unknown_field",
            "body.name missing",
            "body.qty less_than_equal"
        ]
    );
}

#[tokio::test]
async fn a_type_that_refuses_without_a_word_is_told_as_the_schema_says() {
    let answer = client().post("/codes").json(&json!(["ABC", "abcd"])).await;
    assert_eq!(told(&answer), ["body.1 pattern"]);
    assert!(!answer.text().contains("abcd"));
}

#[tokio::test]
async fn a_query_and_a_form_tell_all_of_it() {
    let answer = client().get("/lines?qty=11").await;
    assert_eq!(
        told(&answer),
        ["query.name missing", "query.qty less_than_equal"]
    );
    let form = client().post("/forms").form(&json!({ "qty": 11 }));
    assert_eq!(
        told(&form.await),
        ["body.name missing", "body.qty less_than_equal"]
    );
    let many = client().get("/lines?qty=many&pack=x").await;
    assert_eq!(
        told(&many),
        [
            "query.name missing",
            "query.qty int_parsing",
            "query.pack int_parsing"
        ]
    );
}

#[tokio::test]
async fn a_form_in_a_query_tells_where_it_is() {
    let answer = client().get("/forms?name=a&qty=11&pack=3").await;
    assert_eq!(
        told(&answer),
        ["query.qty less_than_equal", "query.pack value_error"]
    );
}

#[tokio::test]
async fn headers_are_told_by_their_names() {
    let answer = client().get("/headers").header("x-depth", "11");
    let answer = answer.header("x-width", "0").await;
    assert_eq!(
        told(&answer),
        [
            "header.x-tenant missing",
            "header.X-Depth less_than_equal",
            "header.x-width greater_than_equal"
        ]
    );
}

#[tokio::test]
async fn so_do_cookies_and_a_path() {
    let answer = client().get("/cookies").header("cookie", "qty=11").await;
    assert_eq!(
        told(&answer),
        ["cookie.name missing", "cookie.qty less_than_equal"]
    );
    assert_eq!(
        told(&client().get("/shops/x/long").await),
        ["path.shop int_parsing", "path.shelf string_too_long"]
    );
}

#[tokio::test]
async fn what_is_not_utf_8_hides_nothing_else_and_is_not_missing() {
    assert_eq!(
        told(&client().get("/lines?name=%ff&qty=11").await),
        ["query.name invalid_utf8", "query.qty less_than_equal"]
    );
    let deep = client().get("/boxes?box[qty]=%ff&box[pack]=x").await;
    assert_eq!(
        told(&deep),
        [
            "query.box.qty invalid_utf8",
            "query.box.name missing",
            "query.box.pack int_parsing"
        ]
    );
    let cookies = client()
        .get("/cookies")
        .header("cookie", "name=%ff; qty=11");
    assert_eq!(
        told(&cookies.await),
        ["cookie.name invalid_utf8", "cookie.qty less_than_equal"]
    );
}

#[tokio::test]
async fn a_validator_of_ones_own_is_told_with_the_faults_of_other_arguments() {
    let body = json!({ "quantity": 11, "sku": "A", "contact": "here" });
    let answer = client().post("/checked/x?name=a&qty=11&pack=3").json(&body);
    assert_eq!(
        told(&answer.await),
        [
            "path.id int_parsing",
            "query.qty less_than_equal",
            "query.pack value_error",
            "body.quantity less_than_equal",
            "body.sku string_too_short",
            "body.contact pattern",
            "body.sku value_error",
        ]
    );
}

const BOUNDARY: &str = "multipart/form-data; boundary=x";

async fn sent(path: &str, parts: &[(&str, &str)]) -> Vec<String> {
    let part = |(name, value): &(&str, &str)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body: String = parts.iter().map(part).collect();
    let request = client().post(path).header("content-type", BOUNDARY);
    told(&request.body(body + "--x--\r\n").await)
}

#[tokio::test]
async fn a_form_with_files_tells_all_that_its_schema_knows() {
    assert_eq!(
        sent("/uploads/1", &[("pages", "x"), ("copies", "y")]).await,
        [
            "body.pages invalid_type",
            "body.title missing",
            "body.copies invalid_type"
        ]
    );
    assert_eq!(
        sent("/uploads/x", &[("pages", "1"), ("copies", "2")]).await,
        ["path.id int_parsing", "body.title missing"]
    );
    assert_eq!(
        sent("/limited", &[("copies", "11")]).await,
        ["body.title missing", "body.copies less_than_equal"]
    );
}

/// A large upload is not read to its end for the sake of its other faults.
#[tokio::test]
async fn an_upload_with_a_fault_is_not_awaited() {
    let head = "--x\r\nContent-Disposition: form-data; name=\"pages\"\r\n\r\nmany\r\n--x\r\n\
                Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let sent = std::iter::once(Bytes::from(head))
        .chain(std::iter::repeat_n(Bytes::from(vec![b'a'; 1 << 16]), 64))
        .map(Ok::<_, std::io::Error>);
    // The rest never comes.
    let stream = tokio_stream::iter(sent).chain(tokio_stream::pending());
    let api = Api::<()>::new("Uploads", "1").routes(routes![upload]);
    let app = api.layer(DefaultBodyLimit::max(1 << 30)).into_router();
    let request = Client::new(app).post("/uploads/1");
    let request = request.header("content-type", BOUNDARY);
    let answer = request.body(Body::from_stream(stream)).await;
    assert_eq!(told(&answer), ["body.pages value_error"]);
}

#[tokio::test]
async fn two_arguments_that_read_the_same_tell_its_fault_once() {
    assert_eq!(
        told(&client().get("/twice?page=0&size=x&name=a&qty=11").await),
        [
            "query.page greater_than_equal",
            "query.size int_parsing",
            "query.qty less_than_equal"
        ]
    );
}
