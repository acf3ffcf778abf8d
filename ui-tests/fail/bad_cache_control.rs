use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/unknown", response = UserOut, cache = "public, max-aeg=60")]
async fn unknown() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(get, "/malformed", response = UserOut, cache = "max-age=1h")]
async fn malformed() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(get, "/contradictory", response = UserOut, cache = "no-store, max-age=60")]
async fn contradictory() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[route(get, "/twice", response = UserOut, cache = "private, private")]
async fn twice() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

fn main() {}
