use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(delete, "/users", response = Vec<UserOut>)]
async fn delete_user() -> Vec<UserOut> {
    Vec::new()
}

#[route(delete, "/users", status = 200, response = UserOut)]
async fn delete_users() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
