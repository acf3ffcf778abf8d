//! The state of an app is cloned for each request.

use steadfast::prelude::*;

struct Db;
// paste `#[derive(Clone)]`: struct Db => #[derive(Clone)] struct Db

#[route(get, "/users/{id}", status = 204)]
async fn get_user(State(_): State<Db>, Path(_): Path<i64>) -> NoContent {
    NoContent
}

#[route(put, "/users/{id}", status = 204)]
async fn put_user(State(_): State<Db>, Path(_): Path<i64>) -> NoContent {
    NoContent
}

fn api() -> Api<Db> {
    Api::new("Users", "1").routes(routes![get_user, put_user])
}

fn main() {
    let _: axum::Router = api().into_router().with_state(Db);
}
