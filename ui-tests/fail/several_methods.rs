//! A route has one method: another one is a second route.

use steadfast::prelude::*;

#[route(get, post, "/search", response = Text)]
// paste `drop it`: post, =>
async fn search() -> Text {
    Text::from("found")
}

#[route([get, post], "/list", response = Text)]
// paste `get`: [get, post] => get
async fn list() -> Text {
    Text::from("all")
}

#[route(get, "/find", response = Text, methods = ["get", "post"])]
// paste `drop it`: , methods = ["get", "post"] =>
async fn find() -> Text {
    Text::from("one")
}

fn main() {}
