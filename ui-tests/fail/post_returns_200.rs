use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", status = 200, response = UserOut)]
async fn create_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
