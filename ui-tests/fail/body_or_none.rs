//! A body where the status has none, or none where it has one: what the handler returns tells which was meant.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no such user")]
    #[response(status = 404)]
    NotFound,
}

#[route(put, "/users/{id}", status = 204, response = UserOut)]
// paste `status = 200`: status = 204 => status = 200
async fn replaced() -> UserOut {
    UserOut { id: 1 }
}

#[route(post, "/users", status = NO_CONTENT, response = UserOut)]
// paste `status = 201`: status = NO_CONTENT => status = 201
async fn created() -> Result<Created<UserOut>, UserError> {
    Ok(Created::at("/users/1", UserOut { id: 1 }))
}

#[route(post, "/users/{id}/ban", status = 204, response = UserOut)]
// paste `response = UserOut`: , response = UserOut =>
async fn banned() -> Result<NoContent, UserError> {
    Ok(NoContent)
}

#[route(get, "/users/{id}")]
// paste `response = UserOut`: "/users/{id}" => "/users/{id}", response = UserOut
async fn got() -> Result<UserOut, UserError> {
    Err(UserError::NotFound)
}

#[route(get, "/hello")]
// paste `response = Text`: "/hello" => "/hello", response = Text
async fn hello() -> &'static str {
    "hello"
}

#[route(post, "/pings")]
// paste `status = 204`: "/pings" => "/pings", status = 204
async fn ping() {}

fn main() {
    let routes = routes![replaced, created, banned, got, hello, ping];
    let _: axum::Router = Api::new("Users", "1").routes(routes).into_router();
}
