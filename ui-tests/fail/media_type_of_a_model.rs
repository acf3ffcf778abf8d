//! A model is JSON.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/json", response = UserOut, media_type = "application/vnd.user+json")]
// paste `drop`: , media_type = "application/vnd.user+json" =>
async fn as_json() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/xml", response = UserOut, media_type = "application/xml")]
// paste `drop`: , media_type = "application/xml" =>
async fn as_xml() -> UserOut {
    UserOut { id: 1 }
}

fn main() {}
