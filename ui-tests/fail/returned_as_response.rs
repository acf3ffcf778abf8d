//! `response` names what is sent; how it is sent, the return type says.

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

#[route(get, "/reply", response = Reply<UserOut>)]
// paste `response = UserOut`: response = Reply<UserOut> => response = UserOut
async fn reply() -> Reply<UserOut> {
    Reply::new(UserOut { id: 1 })
}

#[route(get, "/result", response = Result<UserOut, UserError>)]
// paste `response = UserOut`: response = Result<UserOut, UserError> => response = UserOut
async fn result() -> Result<UserOut, UserError> {
    Err(UserError::NotFound)
}

type Made = Result<Reply<Created<UserOut>>, UserError>;

#[route(post, "/made", response = Made)]
// paste `response = UserOut`: response = Made => response = UserOut
async fn behind_an_alias() -> Made {
    Err(UserError::NotFound)
}

#[route(get, "/maybe", status = [200, 204], response = MaybeContent<UserOut>)]
// paste `response = UserOut`: response = MaybeContent<UserOut> => response = UserOut
async fn outcome() -> MaybeContent<UserOut> {
    MaybeContent::from(None)
}

#[route(get, "/pair", response = (axum::http::StatusCode, UserOut))]
// paste `response = UserOut`: response = (axum::http::StatusCode, UserOut) => response = UserOut
async fn pair() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/status", response = axum::http::StatusCode)]
// paste `status = 204`: response = axum::http::StatusCode => status = 204
async fn status() {}

#[route(post, "/nothing", response = NoContent)]
// paste `status = 204`: response = NoContent => status = 204
async fn nothing() -> NoContent {
    NoContent
}

fn main() {}
