//! A function without a contract is one error, whatever it returns.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

// paste `#[route(get, "/path", response = ..)]`: => #[route(get, "/users/{id}", response = UserOut)] // #[route(get, "/path", response = ..)]
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id, name: "Ada".into() }
}

fn main() {
    let _: axum::Router = Api::new("Users", "1").routes(routes![get_user]).into_router();
}
