//! The type of a stream is erased: `Sse<UserOut>` is what a handler returns.

use steadfast::prelude::*;

trait Stream {
    type Item;
}

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/events", response = Sse<UserOut>)]
async fn events() -> Sse<impl Stream<Item = UserOut>> {
    // paste `Sse<UserOut>`: Sse<impl Stream<Item = UserOut>> => Sse<UserOut>
    Sse::iter([UserOut { id: 1 }])
}

#[route(get, "/lines", response = JsonLines<UserOut>)]
async fn lines() -> Result<JsonLines<impl Stream<Item = UserOut>>, std::convert::Infallible> {
    // paste `JsonLines<UserOut>`: JsonLines<impl Stream<Item = UserOut>> => JsonLines<UserOut>
    Ok(JsonLines::iter([UserOut { id: 1 }]))
}

#[route(get, "/opaque", response = UserOut)]
async fn model() -> impl Send {
    // paste `UserOut`: impl Send => UserOut
    UserOut { id: 1 }
}

fn main() {}
