use steadfast::prelude::*;

#[route(get, "/old-users", status = 308)]
async fn old_users() -> Redirect {
    Redirect::to("/users")
}

fn main() {}
