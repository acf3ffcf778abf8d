use steadfast::prelude::*;

#[route(delete, "/users/{id}/friends/{friend}")]
async fn friend() {}

#[route(delete, "/files/{*path}")]
async fn file() {}

#[route(delete, "/")]
async fn root() {}

fn main() {}
