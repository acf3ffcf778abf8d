use steadfast::prelude::*;

#[route(delete, "/users/{id}/friends/{friend}")]
async fn friend() {}

#[route(delete, "/files/{*path}")]
async fn file() {}

#[route(delete, "/img-{id}/stra%C3%9Fe")]
async fn image() {}

#[route(delete, "/")]
async fn root() {}

fn main() {}
