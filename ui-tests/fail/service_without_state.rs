use steadfast::api::ApiService;
use steadfast::prelude::*;

#[derive(Clone)]
struct Db;

#[route(get, "/users/count", response = Text)]
async fn count_users(_: State<Db>) -> Text {
    Text::from("0")
}

fn api() -> Api<Db> {
    Api::new("Users", "1.0.0").routes(routes![count_users])
}

fn service(_: Db) -> ApiService {
    api().into_service()
}

fn tried(_: Db) -> ApiService {
    api().try_into_service().unwrap()
}

fn main() {}
