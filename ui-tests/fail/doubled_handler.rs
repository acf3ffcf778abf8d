use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id }
}

#[route(get, "/v2/users/{id}", response = UserOut, pick(id))]
async fn get_user(Path(id): Path<i64>) -> Result<UserOut, Fail<404>> {
    Ok(UserOut { id })
}

fn main() {
    let _: Api = Api::new("Users", "1").routes(routes![get_user]);
}
