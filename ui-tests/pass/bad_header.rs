use steadfast::prelude::*;

#[route(delete, "/name", header("X-Name" = "value"))]
async fn name() {}

#[route(delete, "/vary", header("Vary" = "Accept-Language"))]
async fn vary() {}

#[route(get, "/compressed", response = Bytes, header("Content-Encoding" = "gzip"))]
async fn compressed() -> Bytes {
    Bytes::from_static(b"\x1f\x8b\x08")
}

#[route(delete, "/deprecation", header("Deprecation" = "@1769817600"))]
async fn deprecation() {}

#[route(delete, "/sunset", deprecated(since = "2026-01-31"), header("Sunset" = "Thu, 31 Dec 2026 00:00:00 GMT"))]
async fn sunset() {}

#[route(
    delete,
    "/dates",
    deprecated(since = "2026-01-31", sunset = "2026-12-31")
)]
async fn dates() {}

fn main() {}
