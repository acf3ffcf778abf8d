use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/users", status = 201, response = UserOut)]
async fn by_number() -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: "Ada".into(),
        },
    )
}

#[route(post, "/users", status = StatusCode::CREATED, response = UserOut)]
async fn by_name() -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: "Ada".into(),
        },
    )
}

fn main() {}
