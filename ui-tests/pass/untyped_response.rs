use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/user", response = UserOut)]
async fn get_user() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(get, "/scores", response = std::collections::BTreeMap<String, u32>)]
async fn scores() -> std::collections::BTreeMap<String, u32> {
    std::collections::BTreeMap::new()
}

fn main() {}
