use steadfast::prelude::*;

#[route(delete, "users")]
async fn no_slash() {}

#[route(delete, "/users/{id")]
async fn unbalanced() {}

#[route(delete, "/users/:id")]
async fn colon() {}

#[route(delete, "/files/*rest")]
async fn star() {}

#[route(delete, "/users/{id}/friends/{id}")]
async fn twice() {}

#[route(delete, "/users/{}")]
async fn unnamed() {}

#[route(delete, "/reports/{id}.json")]
async fn suffix() {}

#[route(delete, "/straße/{id}")]
async fn encoded() {}

fn main() {}
