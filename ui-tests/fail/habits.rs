//! Arguments as other crates have them: each is told what to write here.

use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[response(from = "User")]
// paste `from = User`: from = "User" => from = User
struct UserOut {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[response(rename_all = "camelCase")]
// paste `#[serde(rename_all = "camelCase")]`: #[response(rename_all = "camelCase")] => #[serde(rename_all = "camelCase")]
struct TeamOut {
    team_id: i64,
    #[response(skip)]
    // paste `#[serde(skip)]`: #[response(skip)] => #[serde(skip)]
    note: String,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no such user")]
    #[response(status = 404, code = 4711)]
    // paste `code = "user_not_found"`: code = 4711 => code = "user_not_found"
    NotFound,
}

#[route(get, "/users/{id}", response = UserOut, errors = [UserError])]
// paste `errors(UserError)`: errors = [UserError] => errors(UserError)
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id, name: String::new() }
}

#[route(get, "/users/first", response = UserOut, exclude(name))]
// paste `omit`: exclude => omit
async fn first_user() -> UserOut {
    UserOut { id: 1, name: String::new() }
}

#[route(get, "/users/last", response = UserOut, cache = 60)]
// paste `cache = "public, max-age=60"`: cache = 60 => cache = "public, max-age=60"
async fn last_user() -> UserOut {
    UserOut { id: 9, name: String::new() }
}

#[route(get, "/users/any", response = "UserOut")]
// paste `response = UserOut`: response = "UserOut" => response = UserOut
async fn any_user() -> UserOut {
    UserOut { id: 5, name: String::new() }
}

fn main() {}
