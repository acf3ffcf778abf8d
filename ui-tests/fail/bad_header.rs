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

fn main() {}
