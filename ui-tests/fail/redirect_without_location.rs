use steadfast::prelude::*;

#[route(get, "/old-users", status = 308)]
async fn old_users() {}

#[route(get, "/older-users")]
async fn older_users() -> Redirect {
    Redirect::to("/users")
}

fn main() {}
