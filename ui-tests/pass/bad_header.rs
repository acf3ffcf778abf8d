use steadfast::prelude::*;

#[route(delete, "/name", header("X-Name" = "value"))]
async fn name() {}

#[route(delete, "/vary", header("Vary" = "Accept-Language"))]
async fn vary() {}

fn main() {}
