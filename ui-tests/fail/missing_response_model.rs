use steadfast::prelude::*;

#[route(post, "/users", status = 201)]
async fn create_user() -> Created<String> {
    Created::at("/users/1", String::from("Ada"))
}

#[route(get, "/users/{id}")]
async fn get_user() -> String {
    String::from("Ada")
}

fn main() {}
