use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/reports", status = 202, response = UserOut)]
async fn create_report() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
