use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

type ApiResult<T> = Result<T, std::convert::Infallible>;

#[route(post, "/users", status = 202, response = UserOut)]
async fn create_user() -> Created<UserOut> {
    // paste `status = 201`: status = 202 => status = 201
    Created::at("/users/1", UserOut { id: 1, name: "Ada".into() })
}

#[route(put, "/users/{id}", response = UserOut)]
async fn put_user() -> ApiResult<Upserted<UserOut>> {
    // paste `status = [200, 201]`: response = UserOut => status = [200, 201], response = UserOut
    Ok(Upserted::Updated(UserOut { id: 1, name: "Ada".into() }))
}

fn main() {}
