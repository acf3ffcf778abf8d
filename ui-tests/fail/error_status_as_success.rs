use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users/{id}", status = [200, 404], response = UserOut)]
async fn get_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(get, "/users/first", status = 103, response = UserOut)]
async fn first_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
