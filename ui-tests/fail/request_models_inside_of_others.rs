use steadfast::prelude::*;

#[derive(serde::Deserialize, schemars::JsonSchema, ResponseModel)]
struct User {
    id: i64,
}

#[route(put, "/users", response = AtMost<User, 20>)]
async fn put_users(Json(users): Json<Vec<User>>) -> Vec<User> {
    users
}

#[route(put, "/user", response = Negotiated<User, Csv<User>>)]
async fn put_user(Json(user): Json<User>) -> Negotiated<User, Csv<User>> {
    Negotiated::Model(user)
}

fn main() {}
