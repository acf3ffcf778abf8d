use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

type Alias = UserOut;

#[derive(ResponseModel)]
struct Envelope<T> {
    data: T,
}

#[route(get, "/users/first", response = Alias, pick(id, nme))]
async fn first_user() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(get, "/envelope", response = Envelope<UserOut>, omit(dta))]
async fn envelope() -> Envelope<UserOut> {
    Envelope { data: UserOut { id: 1, name: "Ada".into() } }
}

fn main() {}
