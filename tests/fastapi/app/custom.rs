//! Custom Response.

use steadfast::prelude::*;

use super::Log;

#[route(get, "/page", response = Html)]
async fn page() -> &'static str {
    "<html><body><h1>Look ma! Roses</h1></body></html>"
}

#[route(get, "/text", response = Text)]
async fn text() -> &'static str {
    "Hello Garden"
}

#[route(get, "/data", response = Bytes, media_type = "application/xml")]
async fn data() -> Bytes {
    Bytes::from_static(br#"<?xml version="1.0"?><seeds/>"#)
}

#[route(get, "/old", status = 302, response = Redirect)]
async fn old() -> Redirect {
    Redirect::to("https://example.com/garden")
}

#[route(get, "/moved", status = 308, response = Redirect)]
async fn moved() -> Redirect {
    Redirect::to_route(text, ())
}

#[route(get, "/file", response = File, media_type = "text/plain; charset=utf-8")]
async fn file() -> Result<File, FileError> {
    File::open(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fastapi/catalogue.txt"
    ))
    .await
}

pub fn api() -> Api<Log> {
    Api::new("Custom Response", "1.0.0").routes(routes![page, text, data, old, moved, file])
}
