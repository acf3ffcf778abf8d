use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users", response = Vec<UserOut>)]
// paste `AtMost<UserOut, 20>`: Vec<UserOut> => AtMost<UserOut, 20>
async fn list_users() -> Vec<UserOut> {
    Vec::new()
}

fn main() {}
