use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

type ApiResult<T> = Result<T, std::convert::Infallible>;

#[route(post, "/users", status = 201, response = UserOut)]
async fn create_user() -> Created<UserOut> {
    Created::at(
        "/users/1",
        UserOut {
            id: 1,
            name: "Ada".into(),
        },
    )
}

#[route(put, "/users/{id}", status = [200, 201], response = UserOut)]
async fn put_user() -> ApiResult<Upserted<UserOut>> {
    Ok(Upserted::Updated(UserOut {
        id: 1,
        name: "Ada".into(),
    }))
}

fn main() {}
