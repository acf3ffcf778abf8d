use steadfast::prelude::*;

#[derive(ResponseModel)]
// paste `#[response(from = User)]`: => #[response(from = User)]
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
// paste `status = 204`: response = UserOut => status = 204

#[route(delete, "/users/{id}")]
async fn a_body_where_none_is_declared() -> User {
    // paste `NoContent`: -> User => -> NoContent
    panic!("later")
}

#[route(get, "/users/{id}/json", response = UserOut)]
async fn as_in_plain_axum() -> Result<Json<UserOut>, std::convert::Infallible> {
    // paste `UserOut`: Result<Json<UserOut>, => Result<UserOut,
    panic!("later")
}

#[route(put, "/users/pair", response = UserOut)]
async fn with_a_status() -> (axum::http::StatusCode, Json<UserOut>) {
    // paste `UserOut`: (axum::http::StatusCode, Json<UserOut>) => UserOut
    panic!("later")
}

fn main() {}
