use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

fn text(user: &User) -> String {
    user.id.to_string()
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    #[response(map = |id| id.to_string(), compute = text)]
    // paste `drop `compute`, or `map``: map = |id| id.to_string(), =>
    id: String,
    #[response(default, from_field = name)]
    // paste `drop `from_field`, or `default``: default, =>
    twice: String,
}

#[derive(ResponseModel)]
struct Upload {
    #[response(base64, foreign)]
    // paste `drop `foreign``: , foreign =>
    content: Vec<u8>,
}

#[derive(ResponseModel)]
struct Settings {
    #[response(unset = 10)]
    count: Field<u32>,
}

#[route(get, "/settings", response = Settings, unset = default, exclude_defaults)]
// paste `drop one of them`: , exclude_defaults =>
async fn settings() -> Settings {
    todo!()
}

fn main() {}
