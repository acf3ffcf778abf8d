//! A fault of an argument is reported at the argument, and not again where the handler is mounted.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(serde::Deserialize)]
// paste `#[derive(serde::Deserialize, schemars::JsonSchema)]`: #[derive(serde::Deserialize)] => #[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    id: i64,
}

#[derive(schemars::JsonSchema)]
// paste `#[derive(serde::Deserialize, schemars::JsonSchema)]`: #[derive(schemars::JsonSchema)] => #[derive(serde::Deserialize, schemars::JsonSchema)]
struct Unread {
    id: i64,
}

struct Plain;

#[route(get, "/users", response = Page<UserOut>)]
async fn list_users(Query(page): Query<PageQuery>) -> Page<UserOut> {
    // paste `page: PageQuery`: Query(page): Query<PageQuery> => page: PageQuery
    Page::new(Vec::new(), 0_u64, &page)
}

#[route(post, "/users", response = UserOut)]
async fn create_user(Json(new): Json<UserIn>) -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: new.id })
}

#[route(get, "/first", response = UserOut)]
async fn first_user(Query(filter): Query<UserIn>) -> UserOut {
    UserOut { id: filter.id }
}

#[route(put, "/users", response = UserOut)]
async fn put_user(new: Option<Json<Unread>>) -> UserOut {
    UserOut { id: new.map_or(0, |Json(new)| new.id) }
}

#[route(get, "/last", response = UserOut)]
async fn last_user() -> UserOut {
    UserOut { id: "1" }
    // paste `i64`: "1" => 1_i64
}

#[route(get, "/plain", status = 204)]
async fn plain(_: Plain) -> NoContent {
    // paste `Query`: Plain => Query<UserIn>
    NoContent
}

fn main() {
    let routes = routes![list_users, create_user, first_user, put_user, last_user];
    let _: axum::Router = Api::new("Users", "1").routes(routes).into_router();
    let _: Api = api();
}

// A function with other errors says nothing of its handlers.
fn api() -> Api {
    Api::new("Users", "1").routes(routes![plain])
}
