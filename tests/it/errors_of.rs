//! Errors that an API declares for every one of its routes.

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum QuotaError {
    #[error("too many requests")]
    #[response(status = 429, retry_after = 60)]
    UsedUp,
    #[error("the account is closed")]
    #[response(status = 403)]
    Closed,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the tenant is not known")]
#[response(status = 404)]
struct NoTenant;

async fn quota(request: Request, next: Next) -> Result<Response, QuotaError> {
    match request.headers().get("x-quota") {
        Some(quota) if quota == "closed" => Err(QuotaError::Closed),
        Some(_) => Err(QuotaError::UsedUp),
        None => Ok(next.run(request).await),
    }
}

async fn tenant(request: Request, next: Next) -> Result<Response, NoTenant> {
    if request.headers().contains_key("x-no-tenant") {
        return Err(NoTenant);
    }
    Ok(next.run(request).await)
}

#[route(get, "/users", response = Text)]
async fn list_users() -> Text {
    Text::from("Ada")
}

#[route(get, "/quota", response = Text)]
async fn get_quota() -> Result<Text, QuotaError> {
    Err(QuotaError::UsedUp)
}

#[route(get, "/orders", response = Text)]
async fn list_orders() -> Text {
    Text::from("none")
}

fn api() -> Api {
    let orders = Api::new("Orders", "1.0.0")
        .routes(routes![list_orders])
        .errors_of::<NoTenant>()
        .layer(from_fn(tenant));
    Api::new("Shop", "1.0.0")
        .routes(routes![list_users])
        .errors_of::<QuotaError>()
        .nest("/{tenant}", orders)
        .routes(routes![get_quota])
        .layer(from_fn(quota))
}

fn statuses(document: &Value, path: &str) -> Vec<String> {
    let answers = &document["paths"][path]["get"]["responses"];
    answers.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn each_route_documents_them_whenever_it_was_added() {
    let document = api().openapi();
    assert_eq!(statuses(&document, "/users"), ["200", "403", "429", "500"]);
    assert_eq!(statuses(&document, "/quota"), ["200", "403", "429", "500"]);
}

#[test]
fn a_nested_part_has_those_of_the_whole_and_its_own() {
    let document = api().openapi();
    assert_eq!(
        statuses(&document, "/{tenant}/orders"),
        ["200", "403", "404", "429", "500"]
    );
}

#[test]
fn an_error_that_the_handler_declares_as_well_is_listed_once() {
    let document = api().openapi();
    let too_many = &document["paths"]["/quota"]["get"]["responses"]["429"];
    assert_eq!(
        *too_many,
        document["paths"]["/users"]["get"]["responses"]["429"]
    );
}

#[test]
fn one_part_does_not_declare_for_another() {
    let document = api().openapi();
    assert_eq!(
        document["paths"]["/users"]["get"]["responses"]["404"],
        json!(null)
    );
}

#[tokio::test]
async fn what_a_layer_answers_conforms() {
    let client = Client::new(api().into_router());
    for (path, header, status) in [
        ("/users", "x-quota", 429),
        ("/quota", "x-other", 429),
        ("/7/orders", "x-quota", 429),
        ("/7/orders", "x-no-tenant", 404),
        ("/7/orders", "x-other", 200),
    ] {
        let answer = client.get(path).header(header, "used").await;
        answer.assert_status(status).assert_conforms();
    }
    let closed = client.get("/users").header("x-quota", "closed").await;
    closed.assert_status(403).assert_conforms();
    assert_eq!(closed.problem()["code"], "closed");
}
