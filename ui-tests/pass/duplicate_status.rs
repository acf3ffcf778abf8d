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

fn main() {}
