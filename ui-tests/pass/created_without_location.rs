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

/// An event has no URI of its own.
#[route(post, "/events", response = UserOut)]
async fn record_event() -> CreatedWithoutLocation<UserOut> {
    Created::without_location(UserOut {
        id: 1,
        name: "Ada".into(),
    })
}

/// A PUT creates the resource at its own URI.
#[route(put, "/users/{id}", status = 201, response = UserOut)]
async fn put_user(Path(id): Path<i64>) -> UserOut {
    UserOut {
        id,
        name: "Ada".into(),
    }
}

#[derive(Responses)]
enum Recorded {
    #[response(status = 201)]
    New(CreatedWithoutLocation<UserOut>),
    #[response(status = 204)]
    Known,
}

#[route(post, "/records", response = Recorded)]
async fn record() -> Recorded {
    Recorded::Known
}

#[route(
    post,
    "/imports",
    response = UserOut,
    allow(created_without_location, reason = "the clients expect no `Location`")
)]
async fn import() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

fn main() {
    let _ = Recorded::New(Created::without_location(UserOut {
        id: 1,
        name: "Ada".into(),
    }));
}
