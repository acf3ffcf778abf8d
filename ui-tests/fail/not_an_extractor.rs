//! Plain values as arguments, as FastAPI has them.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(id: i64) -> UserOut {
    // paste `Path(id): Path<i64>`: id: i64 => Path(id): Path<i64>
    UserOut { id, name: "Ada".into() }
}

#[route(get, "/teams/{team}/users/{name}", response = UserOut)]
async fn by_name(name: &str, team: i64) -> UserOut {
    // paste `Path((team, name)): Path<(i64, String)>`: name: &str, team: i64 => Path((team, name)): Path<(i64, String)>
    UserOut { id: team, name: name.to_string() }
}

// paste `#[derive(serde::Deserialize, schemars::JsonSchema)] struct Search { name: Option<String>, limit: i64 }`: => #[derive(serde::Deserialize, schemars::JsonSchema)] struct Search { name: Option<String>, limit: i64 }

#[route(get, "/users", response = UserOut)]
async fn find(name: Option<String>, limit: i64) -> UserOut {
    // paste `Query(Search { name, limit }): Query<Search>`: name: Option<String>, limit: i64 => Query(Search { name, limit }): Query<Search>
    UserOut { id: limit, name: name.unwrap_or_default() }
}

#[route(delete, "/files/{name}")]
async fn delete_file(name: String) -> NoContent {
    // paste `Path(name): Path<String>`: name: String => Path(name): Path<String>
    drop(name);
    NoContent
}

fn main() {
    let _: axum::Router = Api::new("Users", "1").routes(routes![get_user, by_name, find, delete_file]).into_router();
}
