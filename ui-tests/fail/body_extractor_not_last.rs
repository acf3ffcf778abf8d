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

#[route(patch, "/users/{id}", response = UserOut)]
async fn two_bodies(text: String, Path(id): Path<i64>, Json(user): Json<UserIn>) -> UserOut {
    UserOut { id, name: text + &user.name }
}

fn main() {
    // Mounting them adds no error of axum's.
    let _: [steadfast::Route; 2] = routes![put_user, two_bodies];
}
