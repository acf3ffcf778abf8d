//! A list is not a stream.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/table", response = Csv<UserOut>)]
async fn table() -> Csv<UserOut> {
    Csv::new(vec![UserOut { id: 1 }])
    // paste `iter`: new => iter
}

#[route(get, "/lines", response = JsonLines<UserOut>)]
async fn lines() -> JsonLines<UserOut> {
    JsonLines::new([UserOut { id: 1 }].into_iter())
    // paste `iter`: new => iter
}

#[route(get, "/events", response = Sse<UserOut>)]
async fn events() -> Sse<UserOut> {
    Sse::new(vec![UserOut { id: 1 }])
    // paste `iter`: new => iter
}

#[route(get, "/bytes", response = ByteStream)]
async fn bytes() -> ByteStream {
    ByteStream::new(vec![Bytes::from_static(b"a")])
    // paste `iter`: new => iter
}

fn main() {}
