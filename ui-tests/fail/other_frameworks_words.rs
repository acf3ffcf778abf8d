//! A route written as other frameworks have it: each word is told what to write here.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no such user")]
    #[response(status = 404)]
    NotFound,
}

#[route(
    get, path = "/users/{id}",
    // paste `get, "/users/{id}"`: get, path = "/users/{id}" => get, "/users/{id}"
    tag = "users",
    // paste `tags("users")`: tag = "users" => tags("users")
    params(("id" = i64, Path, description = "the id")),
    // paste `drop it`: params(("id" = i64, Path, description = "the id")), =>
    responses((status = 200, body = UserOut), (status = 404)),
    // paste `status = 200, response = UserOut`: responses((status = 200, body = UserOut), (status = 404)) => status = 200, response = UserOut
    security(("bearer" = []))
    // paste `security("bearer")`: security(("bearer" = [])) => security("bearer")
)]
async fn get_user(Path(id): Path<i64>) -> Result<UserOut, UserError> {
    let _ = id;
    Err(UserError::NotFound)
}

fn main() {}
