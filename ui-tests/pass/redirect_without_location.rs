use steadfast::prelude::*;

#[route(get, "/old-users", status = 308)]
async fn old_users() -> Redirect {
    Redirect::to("/users")
}

type Moved = Result<Redirect, std::convert::Infallible>;

#[route(get, "/older-users", status = PERMANENT_REDIRECT)]
async fn behind_an_alias() -> Moved {
    Ok(Redirect::to("/users"))
}

fn main() {}
