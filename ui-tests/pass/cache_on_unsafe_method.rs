use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users/{id}", response = UserOut, cache = "private, max-age=60")]
async fn get_user() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[derive(ResponseModel)]
struct SessionOut {
    user: i64,
}

#[route(post, "/sessions", action, response = SessionOut, cache = "no-store")]
async fn log_in() -> SessionOut {
    SessionOut { user: 1 }
}

fn main() {}
