//! A handler with a fault is mounted without a further error.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct User {
    id: i64,
}

#[route(get("/users/{id}"), response = User)]
async fn in_parentheses(Path(id): Path<i64>) -> User {
    User { id }
}

#[route(put, "/users", response = User)]
async fn sends_what_it_takes(Json(user): Json<User>) -> User {
    user
}

fn main() {
    let routes = routes![in_parentheses, sends_what_it_takes];
    let _: axum::Router = Api::new("Users", "1").routes(routes).into_router();
}
