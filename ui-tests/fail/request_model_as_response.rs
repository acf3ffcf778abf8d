use steadfast::prelude::*;

#[derive(serde::Deserialize, schemars::JsonSchema, ResponseModel)]
struct User {
    id: i64,
    name: String,
}

#[route(post, "/users", response = User)]
async fn create_user(Json(user): Json<User>) -> Created<User> {
    Created::at("/users/1", user)
}

fn main() {}
