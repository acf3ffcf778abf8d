#![deny(warnings)]
#![allow(deprecated)]

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

type ApiResult<T> = Result<T, std::convert::Infallible>;

#[route(post, "/users", response = UserOut)]
// paste `action`: response => action, response
async fn create_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(post, "/users/behind-an-alias", status = 201, response = UserOut)]
// paste `action`: status = 201 => action
async fn behind_an_alias() -> ApiResult<UserOut> {
    Ok(UserOut { id: 1, name: "Ada".into() })
}

// Nobody has written the 201.
#[route(post, "/users/{id}/lock", response = UserOut)]
// paste `action`: response => action, response
async fn lock_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id, name: "Ada".into() }
}

fn main() {}
