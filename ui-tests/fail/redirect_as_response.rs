//! A `Redirect` may be declared, with a status that redirects.

use steadfast::prelude::*;

#[route(get, "/old", response = Redirect)]
// paste `status = 307`: Redirect => Redirect, status = 307
async fn by_a_get() -> Redirect {
    Redirect::to("/new")
}

#[route(post, "/old", response = steadfast::Redirect)]
// paste `status = 307`: Redirect => Redirect, status = 307
async fn by_a_post() -> Redirect {
    Redirect::to("/new")
}

#[route(delete, "/old", response = Redirect)]
// paste `status = 307`: Redirect => Redirect, status = 307
async fn by_a_delete() -> Redirect {
    Redirect::to("/new")
}

#[route(get, "/older", status = 200, response = Redirect)]
// paste `status = 307`: status = 200 => status = 307
async fn with_another_status() -> Reply<Redirect> {
    Reply::new(Redirect::to("/new"))
}

fn main() {}
