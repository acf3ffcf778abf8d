//! An API takes what `routes![]` makes of handlers, not the handlers.

use steadfast::prelude::*;

#[route(get, "/users", status = 204)]
async fn list_users() {}

#[route(get, "/users/{id}", status = 204)]
async fn get_user(Path(_): Path<i64>) {}

fn one() -> Api {
    Api::new("Users", "1").routes(get_user)
    // paste `.routes(routes![list_users, get_user])`: .routes(get_user) => .routes(routes![list_users, get_user])
}

fn several() -> Api {
    Api::new("Users", "1").routes([list_users])
    // paste `.routes(routes![list_users, get_user])`: .routes([list_users]) => .routes(routes![list_users, get_user])
}

fn main() {}
