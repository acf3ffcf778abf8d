use steadfast::prelude::*;

#[route(get, "/old-users", status = 308)]
async fn old_users() {}

#[route(get, "/older-users")]
async fn older_users() -> Redirect {
    Redirect::to("/users")
}

type Moved = Result<Redirect, std::convert::Infallible>;

#[route(get, "/oldest-users", status = 204)]
async fn behind_an_alias() -> Moved {
    Ok(Redirect::to("/users"))
}

fn main() {}
