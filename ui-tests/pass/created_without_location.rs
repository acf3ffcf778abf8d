#![deny(warnings)]
#![allow(dead_code)]

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: "Ada".into(),
        },
    )
}

#[route(
    post,
    "/events",
    response = UserOut,
    allow(created_without_location, reason = "an event has no URI of its own")
)]
async fn record_event() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

fn main() {}
