use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

struct User {
    id: i64,
    name: String,
}

type ApiResult<T> = Result<T, std::convert::Infallible>;

#[route(get, "/users/{id}", response = UserOut)]
async fn plain() -> User {
    User { id: 1, name: "Ada".into() }
}

#[route(post, "/users", response = UserOut)]
async fn in_an_outcome_behind_an_alias() -> ApiResult<Created<User>> {
    Ok(Created::at("/users/1", User { id: 1, name: "Ada".into() }))
}

#[route(get, "/users", response = Page<UserOut>)]
async fn in_a_container(query: PageQuery) -> Result<Page<User>, std::convert::Infallible> {
    Ok(Page::new(Vec::new(), 0_u64, &query))
}

#[route(put, "/users/{id}", response = UserOut)]
async fn no_body_where_one_is_declared() {}

#[route(delete, "/users/{id}")]
async fn a_body_where_none_is_declared() -> User {
    User { id: 1, name: "Ada".into() }
}

#[route(get, "/users/{id}/json", response = UserOut)]
async fn as_in_plain_axum() -> Result<Json<UserOut>, std::convert::Infallible> {
    Ok(Json(UserOut { id: 1, name: "Ada".into() }))
}

#[route(post, "/users/pair", response = UserOut)]
async fn with_a_status() -> (axum::http::StatusCode, Json<UserOut>) {
    (axum::http::StatusCode::CREATED, Json(UserOut { id: 1, name: "Ada".into() }))
}

fn main() {}
