use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(put, "/users/{id}", status = [200, 201], response = UserOut)]
async fn put_user() -> Upserted<UserOut> {
    Upserted::Updated(UserOut {
        id: 1,
        name: "Ada".into(),
    })
}

#[route(patch, "/users/{id}", response = UserOut)]
async fn patch_user() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

fn main() {}
