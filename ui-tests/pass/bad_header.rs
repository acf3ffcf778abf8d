use steadfast::prelude::*;

#[route(delete, "/name", header("X-Name" = "value"))]
async fn name() {}

#[route(delete, "/vary", header("Vary" = "Accept-Language"))]
async fn vary() {}

#[route(get, "/compressed", response = Bytes, header("Content-Encoding" = "gzip"))]
async fn compressed() -> Bytes {
    Bytes::from_static(b"\x1f\x8b\x08")
}

fn main() {}
