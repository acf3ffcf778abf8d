use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/malformed", response = Bytes, media_type = "pdf")]
async fn malformed() -> Bytes {
    Bytes::new()
}

#[route(delete, "/nothing", media_type = "application/pdf")]
async fn nothing() {}

#[route(get, "/json", response = Bytes, media_type = "application/json")]
async fn json_as_bytes() -> Bytes {
    Bytes::new()
}

#[route(get, "/model", response = UserOut, media_type = "application/xml")]
async fn model() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/events", response = Sse<UserOut>, media_type = "text/plain")]
async fn events() -> Sse<UserOut> {
    Sse::iter([UserOut { id: 1 }])
}

#[route(get, "/range", response = Bytes, media_type = "image/*")]
async fn range() -> Bytes {
    Bytes::new()
}

fn main() {}
