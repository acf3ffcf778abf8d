use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users/{id}", status = 299, response = UserOut)]
// paste `200`: status = 299 => status = 200
async fn by_number() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(post, "/users", status = HTTP_201_CREATED, response = UserOut)]
// paste `CREATED`: HTTP_201_CREATED => CREATED
async fn by_name() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1, name: "Ada".into() })
}

fn main() {}
