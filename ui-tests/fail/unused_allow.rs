use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", status = 201, response = UserOut, allow(post_returns_200, reason = "a search"))]
async fn create_user() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1, name: "Ada".into() })
}

#[route(get, "/users/{id}", response = UserOut, allow(wrong_model, reason = "the contract rests on it"))]
async fn get_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
