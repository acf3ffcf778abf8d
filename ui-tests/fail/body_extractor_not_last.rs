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
async fn put_user(Json(user): Json<UserIn>, Path(id): Path<i64>) -> UserOut {
    UserOut { id, name: user.name }
}

fn main() {}
