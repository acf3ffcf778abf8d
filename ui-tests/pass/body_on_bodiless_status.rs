use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(put, "/users/{id}", status = 204)]
async fn put_user() -> NoContent {
    NoContent
}

#[route(get, "/users/{id}", status = [200, 204], response = UserOut)]
async fn find_user() -> MaybeContent<UserOut> {
    MaybeContent::Empty
}

fn main() {}
