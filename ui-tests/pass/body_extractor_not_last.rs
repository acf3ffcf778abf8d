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

#[route(put, "/users/{id}", response = UserOut)]
async fn put_user(Path(id): Path<i64>, Json(user): Json<UserIn>) -> UserOut {
    UserOut {
        id,
        name: user.name,
    }
}

fn main() {}
