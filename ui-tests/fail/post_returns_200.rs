use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users/search", status = 200, response = UserOut)]
// paste `action`: status = 200 => action
async fn search_users() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
