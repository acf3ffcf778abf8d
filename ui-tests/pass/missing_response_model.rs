use steadfast::prelude::*;

#[route(post, "/users", status = 201, response = String)]
async fn create_user() -> Created<String> {
    Created::at("/users/1", String::from("Ada"))
}

#[route(delete, "/users/{id}")]
async fn delete_user() {}

fn main() {}
