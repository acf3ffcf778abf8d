use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(Debug)]
struct DatabaseDown;

type ApiResult<T> = Result<T, DatabaseDown>;

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user() -> Result<UserOut, DatabaseDown> {
    Err(DatabaseDown)
}

#[route(post, "/users", response = UserOut)]
async fn behind_an_alias() -> ApiResult<Created<UserOut>> {
    Err(DatabaseDown)
}

#[route(delete, "/users/{id}", errors = DatabaseDown)]
async fn beside_the_handlers_own() {}

fn main() {}
