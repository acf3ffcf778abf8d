use steadfast::prelude::*;

#[route(delete, "/name", header("X Name" = "value"))]
async fn name() {}

#[route(delete, "/value", header("X-Name" = "a\r\nb"))]
async fn value() {}

#[route(delete, "/owned", header("Content-Type" = "text/plain"))]
async fn owned() {}

#[route(delete, "/location", header("Location" = "/users"))]
async fn location() {}

#[route(get, "/range", response = Text, header("Content-Range" = "bytes 0-4/10"))]
async fn range() -> Text {
    Text::from("hello")
}

#[route(get, "/tag", response = Text, header("ETag" = "v1"))]
async fn tag() -> Text {
    Text::from("hello")
}

#[route(delete, "/deprecation", header("Deprecation" = "true"))]
async fn deprecation() {}

#[route(delete, "/sunset", header("Sunset" = "2026-12-31"))]
async fn sunset() {}

#[route(delete, "/twice", deprecated, header("Deprecation" = "@1769817600"))]
async fn twice() {}

#[route(delete, "/sunset-twice", deprecated(sunset = "2026-12-31"), header("Sunset" = "Thu, 31 Dec 2026 00:00:00 GMT"))]
async fn sunset_twice() {}

fn main() {}
