use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/search", status = 200, response = UserOut, allow(post_returns_200))]
async fn search() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(post, "/find", status = 200, response = UserOut, allow(post_returns_200, reason = " "))]
async fn find() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(post, "/hunt", status = 200, response = UserOut, allow(steadfast::rules::post_returns_200))]
async fn hunt() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
