use steadfast::prelude::*;

#[derive(ResponseModel)]
struct User {
    id: i64,
    #[response(allow(sensitive_field, reason = "omitted by every route"))]
    password_hash: String,
}

#[route(get, "/users/{id}", response = User, omit(password_hash))]
async fn get_user() -> User {
    User { id: 1, password_hash: String::new() }
}

fn main() {}
