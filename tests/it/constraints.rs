//! `Valid<..>`: the constraints of garde, in the answer and in the document.

use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
struct NewOrder {
    #[garde(length(chars, min = 3, max = 20))]
    customer_name: String,
    #[garde(dive, length(min = 1))]
    items: Vec<Item>,
    #[garde(custom(no_spaces))]
    voucher: Option<String>,
    #[garde(required)]
    street: Option<String>,
}

#[derive(Deserialize, JsonSchema, Validate)]
struct Item {
    #[garde(range(min = 1, max = 100))]
    price: u32,
    #[garde(ascii)]
    sku: String,
}

fn no_spaces(text: &Option<String>, (): &()) -> garde::Result {
    match text {
        Some(text) if text.contains(' ') => Err(garde::Error::new("must not contain spaces")),
        _ => Ok(()),
    }
}

#[derive(Deserialize, JsonSchema, Validate)]
struct Filter {
    #[garde(range(max = 50))]
    limit: u32,
}

#[route(post, "/shops/{id}/orders", response = Text)]
async fn create_order(
    Path(id): Path<u32>,
    Valid(Query(filter)): Valid<Query<Filter>>,
    Valid(Json(new)): Valid<Json<NewOrder>>,
) -> Created<Text> {
    let text = format!("{id} {} {}", filter.limit, new.customer_name);
    let count = new
        .items
        .iter()
        .map(|item| item.price as usize + item.sku.len());
    let rest = (new.voucher, new.street);
    Created::at(
        "/orders/1",
        Text::from(format!("{text} {} {rest:?}", count.sum::<usize>())),
    )
}

fn api() -> Api {
    Api::new("Shop", "1.0.0").routes(routes![create_order])
}

fn good() -> Value {
    json!({ "customerName": "Ada", "items": [{ "price": 5, "sku": "a" }], "street": "x" })
}

async fn faults(path: &str, body: &Value) -> Vec<(Value, String, String)> {
    let client = Client::new(api().into_router());
    let refused = client.post(path).json(body).await;
    refused.assert_status(422).assert_conforms();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    refused.problem()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            (
                fault["loc"].clone(),
                text(&fault["type"]),
                text(&fault["msg"]),
            )
        })
        .collect()
}

#[tokio::test]
async fn what_keeps_the_constraints_arrives() {
    let client = Client::new(api().into_router());
    let created = client.post("/shops/1/orders?limit=50").json(&good()).await;
    created.assert_status(201).assert_conforms();
    assert_eq!(created.text(), r#"1 50 Ada 6 (None, Some("x"))"#);
}

#[tokio::test]
async fn every_violation_is_told_under_its_name_on_the_wire() {
    let body = json!({
        "customerName": "A",
        "items": [{ "price": 5, "sku": "a" }, { "price": 500, "sku": "é" }],
        "voucher": "a b",
        "street": null,
    });
    let told = faults("/shops/1/orders?limit=1", &body).await;
    let expected = [
        (
            json!(["body", "customerName"]),
            "string_too_short",
            "must have at least 3 characters",
        ),
        (
            json!(["body", "items", 1, "price"]),
            "less_than_equal",
            "must be at most 100",
        ),
        (
            json!(["body", "street"]),
            "invalid_type",
            "expected a string",
        ),
        (json!(["body", "items", 1, "sku"]), "ascii", "not ascii"),
        (
            json!(["body", "voucher"]),
            "value_error",
            "must not contain spaces",
        ),
    ];
    assert_eq!(
        told,
        expected.map(|(loc, kind, msg)| (loc, kind.to_owned(), msg.to_owned()))
    );
}

#[tokio::test]
async fn violations_are_told_together_with_the_faults_of_other_parts() {
    let mut body = good();
    body["customerName"] = "A".into();
    let told = faults("/shops/x/orders?limit=51", &body).await;
    let places: Vec<_> = told.into_iter().map(|(loc, ..)| loc).collect();
    assert_eq!(
        places,
        [
            json!(["path", "id"]),
            json!(["query", "limit"]),
            json!(["body", "customerName"]),
        ]
    );
}

#[tokio::test]
async fn no_value_is_repeated() {
    let mut body = good();
    body["customerName"] = "hunter2".repeat(10).into();
    body["items"][0]["sku"] = "hunter2é".into();
    let told = faults("/shops/1/orders?limit=1", &body).await;
    assert_eq!(told.len(), 2);
    assert!(!format!("{told:?}").contains("hunter2"));
}

#[tokio::test]
async fn what_is_missing_is_told_with_the_constraints_of_the_rest() {
    let told = faults(
        "/shops/1/orders?limit=1",
        &json!({ "items": [{ "price": 0 }] }),
    )
    .await;
    let kinds: Vec<_> = told.into_iter().map(|(_, kind, _)| kind).collect();
    // Of an absent value, nothing else is told.
    assert_eq!(
        kinds,
        ["missing", "missing", "missing", "greater_than_equal"]
    );
}

#[test]
fn the_constraints_are_documented() {
    let document = api().openapi();
    let operation = &document["paths"]["/shops/{id}/orders"]["post"];
    assert_eq!(operation["parameters"][1]["schema"]["maximum"], 50);
    let schemas = &document["components"]["schemas"];
    let name = &schemas["NewOrder"]["properties"]["customerName"];
    assert_eq!(
        (&name["minLength"], &name["maxLength"]),
        (&json!(3), &json!(20))
    );
    assert_eq!(schemas["Item"]["properties"]["price"]["maximum"], 100);
    assert!(operation["responses"]["422"].is_object());
}

#[tokio::test]
async fn every_answer_to_a_violation_is_declared() {
    let client = Client::new(api().into_router());
    assert!(client.assert_every_error_is_declared().await > 50);
}

#[derive(Deserialize, JsonSchema, Validate)]
struct Caller {
    #[garde(custom(lower_case))]
    x_tenant: String,
    #[garde(custom(lower_case))]
    #[serde(rename = "X-Region")]
    region: String,
}

fn lower_case(text: &str, (): &()) -> garde::Result {
    match text.chars().any(char::is_uppercase) {
        true => Err(garde::Error::new("must be in lower case")),
        false => Ok(()),
    }
}

#[route(get, "/caller", response = Text)]
async fn caller(Valid(Header(caller)): Valid<Header<Caller>>) -> Text {
    Text::from(caller.x_tenant + &caller.region)
}

#[tokio::test]
async fn a_violation_in_a_header_names_the_header() {
    let client = Client::new(
        Api::<()>::new("Callers", "1")
            .routes(routes![caller])
            .into_router(),
    );
    let request = client.get("/caller");
    let answer = request
        .header("x-tenant", "A")
        .header("x-region", "B")
        .await;
    answer.assert_status(422).assert_conforms();
    let problem = answer.problem();
    let mut names: Vec<_> = problem["errors"].as_array().unwrap().iter().collect();
    names.sort_by_key(|fault| fault["loc"].to_string());
    assert_eq!(names[0]["loc"], json!(["header", "X-Region"]));
    assert_eq!(names[1]["loc"], json!(["header", "x-tenant"]));
}

#[derive(Deserialize, JsonSchema, Validate)]
#[garde(transparent)]
#[schemars(inline)]
struct Address(#[garde(email, length(chars, max = 30))] String);

#[derive(Deserialize, JsonSchema, Validate)]
struct ShopPatch {
    #[garde(dive)]
    contact: Field<Address>,
    #[garde(dive)]
    support: Field<Option<Address>>,
}

#[route(patch, "/shop", status = 204)]
async fn update_shop(Valid(Json(patch)): Valid<Json<ShopPatch>>) -> NoContent {
    let given = [
        patch.contact.into_option(),
        patch.support.into_option().flatten(),
    ];
    assert!(given.into_iter().flatten().all(|given| !given.0.is_empty()));
    NoContent
}

#[tokio::test]
async fn a_field_keeps_the_constraints_of_its_type_if_it_is_set() {
    let api = Api::<()>::new("Shop", "1").routes(routes![update_shop]);
    let client = Client::new(api.into_router());
    let patch = async |body: Value| client.patch("/shop").json(&body).await;
    for body in [
        json!({}),
        json!({ "contact": "ada@example.org", "support": null }),
        json!({ "support": "help@example.org" }),
    ] {
        patch(body).await.assert_status(204);
    }
    // For the schema, this is an address.
    let odd = "\"ada\"@example.org";
    let refused = patch(json!({ "contact": odd, "support": odd })).await;
    refused.assert_status(422).assert_conforms();
    let problem = refused.problem();
    let faults = problem["errors"].as_array().unwrap();
    let told: Vec<_> = faults
        .iter()
        .map(|fault| (&fault["loc"], &fault["type"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(["body", "contact"]), &json!("email")),
            (&json!(["body", "support"]), &json!("email")),
        ]
    );
}
