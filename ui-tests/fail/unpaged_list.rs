use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users", response = Vec<UserOut>)]
async fn list_users() -> Vec<UserOut> {
    Vec::new()
}

fn main() {}
