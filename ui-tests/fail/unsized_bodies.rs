//! Types without a size as bodies.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/text", response = str)]
// paste `response = Text`: response = str => response = Text
async fn text() -> &'static str {
    "hello"
}

#[route(post, "/users/search", status = 203, response = [UserOut])]
// paste `response = Vec<UserOut>`: response = [UserOut] => response = Vec<UserOut>
async fn users() -> Vec<UserOut> {
    vec![UserOut { id: 1 }]
}

fn main() {
    let _: axum::Router = Api::new("Users", "1").routes(routes![text, users]).into_router();
}
