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

#[route(get, "/users", response = UserOut)]
async fn find_user(Query(user): Query<UserIn>) -> UserOut {
    UserOut {
        id: 1,
        name: user.name,
    }
}

fn main() {}
