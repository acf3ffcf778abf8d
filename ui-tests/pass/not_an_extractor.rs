//! Plain values as arguments, as FastAPI has them.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Search {
    name: Option<String>,
    limit: i64,
}

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut {
        id,
        name: "Ada".into(),
    }
}

#[route(get, "/teams/{team}/users/{name}", response = UserOut)]
async fn by_name(Path((team, name)): Path<(i64, String)>) -> UserOut {
    UserOut { id: team, name }
}

#[route(get, "/users", response = UserOut)]
async fn find(Query(Search { name, limit }): Query<Search>) -> UserOut {
    UserOut {
        id: limit,
        name: name.unwrap_or_default(),
    }
}

#[route(delete, "/files/{name}")]
async fn delete_file(Path(name): Path<String>) -> NoContent {
    drop(name);
    NoContent
}

/// A body of plain text.
#[route(post, "/notes", status = 204)]
async fn note(text: String) -> NoContent {
    drop(text);
    NoContent
}

fn main() {
    let routes = routes![get_user, by_name, find, delete_file, note];
    let _: axum::Router = Api::new("Users", "1").routes(routes).into_router();
}
