//! Three violations on an item are three errors, each at its own token.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    password: String,
    api_key: String,
    extra: serde_json::Value,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no such user")]
    UserNotFound,
    #[error("moved")]
    #[response(status = 301)]
    Moved,
    #[error("log in")]
    #[response(status = 401)]
    LoggedOut,
}

#[route(post, "users", status = [200, 404, 299], response = UserOut, cache = "max-age=60")]
async fn create_user() -> Result<UserOut, UserError> {
    Err(UserError::UserNotFound)
}

struct Row;
struct DatabaseDown;

#[route(put, "/users/{id}", status = 202, response = Row)]
async fn put_user() -> Result<Created<Row>, DatabaseDown> {
    Err(DatabaseDown)
}

// The contract rests on the rule, so no `allow` switches it off.
#[route(get, "/report", response = Bytes, media_type = "report", allow(bad_media_type, reason = "old clients"))]
async fn not_allowed() -> Bytes {
    Bytes::new()
}

fn main() {
    let _: axum::Router = Api::new("Users", "1.0.0").routes(routes![create_user, put_user]).into_router();
}
