use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    name: String,
}

#[route(post, "/users", response = UserOut)]
async fn create_user(Json(user): Json<UserIn>) -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: user.name,
        },
    )
}

fn main() {}
