use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", response = UserOut, cache = "max-age=60")]
async fn create_user() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1, name: "Ada".into() })
}

fn main() {}
