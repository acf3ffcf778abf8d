//! A handler takes a part of the state, which the state does not give.

use std::sync::{Arc, Mutex};

use steadfast::prelude::*;

#[derive(Clone)]
struct Db;

#[derive(Clone)]
struct Mailer;

#[route(get, "/users/{id}", status = 204)]
async fn get_user(State(_): State<Db>, Path(_): Path<i64>) -> NoContent {
    NoContent
}

#[route(put, "/users/{id}", status = 204)]
async fn put_user(State(_): State<Db>, Path(_): Path<i64>) -> NoContent {
    NoContent
}

#[route(delete, "/users/{id}", status = 204)]
async fn delete_user(State(_): State<Mailer>, State(_): State<Db>, Path(_): Path<i64>) -> NoContent {
    NoContent
}

// The state is known from the signature.
#[derive(Clone)]
// paste `#[derive(Clone, FromRef)]`: #[derive(Clone)] => #[derive(Clone, FromRef)]
struct Underived {
    db: Db,
}

fn api() -> Api<Underived> {
    Api::new("Users", "1").routes(routes![get_user, put_user])
}

// The state is known from `with_state`, and one of its parts is missing.
#[derive(Clone, FromRef)]
struct AppState {
    db: Db,
    #[from_ref(skip)]
    // paste `#[derive(Clone, FromRef)]`: #[from_ref(skip)] =>
    mailer: Mailer,
}

fn app() -> axum::Router {
    let api = Api::new("Users", "1").routes(routes![get_user, put_user, delete_user]);
    api.into_router().with_state(AppState { db: Db, mailer: Mailer })
}

// The state is shared, and the handler takes what is in it.
type T = Mutex<Vec<String>>;

#[route(get, "/names", status = 204)]
async fn names(State(_): State<T>) -> NoContent {
    // paste `State<Arc<T>>`: State<T> => State<Arc<T>>
    NoContent
}

fn shared() -> axum::Router {
    let state: Arc<Mutex<Vec<String>>> = Arc::default();
    Api::new("Names", "1").routes(routes![names]).into_router().with_state(state)
}

fn main() {}
