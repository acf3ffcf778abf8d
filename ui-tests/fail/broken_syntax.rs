//! A fault in the arguments or in a body is one error there: the function is still emitted with its glue, so that the
//! rest of the file has none.

use steadfast::prelude::*;

#[route(get, "/unknown-key", respnse = String, response = String)]
async fn unknown_key() -> String {
    String::new()
}

#[route(get, "/missing-value", status = , response = String)]
async fn missing_value() -> String {
    String::new()
}

#[route("/missing-method", response = String)]
async fn missing_method() -> String {
    String::new()
}

#[route(pots, "/unknown-method", response = String)]
async fn unknown_method() -> String {
    String::new()
}

#[route(get, "/missing-comma" response = String)]
async fn missing_comma() -> String {
    String::new()
}

#[route(get, "/twice", response = String, response = String)]
async fn twice() -> String {
    String::new()
}

#[route(get, "/both", response = String, pick(a), omit(b))]
async fn both() -> String {
    String::new()
}

#[route(get, "/no-status", status = [], response = String)]
async fn no_status() -> String {
    String::new()
}

#[derive(ResponseModel)]
enum Shape {
    #[response(nonsense = 5)]
    Circle { radius: f64 },
}

struct Users;

impl Users {
    #[route(get, "/method", response = String)]
    async fn method(&self) -> String {
        String::new()
    }
}

#[route(get, "/half-typed", response = String)]
async fn half_typed() -> String {
    let users = Vec::<String>::new();
    users.
}

#[route(post, "/other-key", status = 200, response = String, allow(post_returns_200, because = "a search"))]
async fn other_key() -> String {
    String::new()
}

#[route(get, "/fine", response = String)]
async fn fine() -> String {
    String::new()
}

fn main() {
    let _: axum::Router = Api::new("Users", "1.0.0")
        .routes(routes![unknown_key, missing_value, missing_method, unknown_method, missing_comma])
        .routes(routes![twice, both, no_status, half_typed, other_key, fine])
        .into_router();
    let _: axum::Router = axum::Router::new().route("/by-hand", axum::routing::get(unknown_key));
}
