// The items of a stream pass the same firewall as a model.
use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/rows", response = JsonLines<User>)]
async fn rows() -> JsonLines<User> {
    JsonLines::iter([])
}

#[route(get, "/unfilled", response = Csv<UserOut>)]
async fn unfilled() -> Csv<User> {
    Csv::iter([])
}

#[route(get, "/events", response = Sse<UserOut>)]
async fn another_kind() -> JsonLines<UserOut> {
    JsonLines::iter([])
}

#[route(get, "/field", response = Sse<UserOut>, pick(id, nmae))]
async fn no_such_field() -> Sse<UserOut> {
    Sse::iter(Vec::<UserOut>::new())
}

fn main() {}
