use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(Debug, ErrorResponse)]
#[response(status = 503)]
struct DatabaseDown;

impl std::fmt::Display for DatabaseDown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the database is down")
    }
}

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
