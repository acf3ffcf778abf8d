//! What is not an extractor is named by its type, where the handler is mounted.

use steadfast::prelude::*;

#[derive(Clone)]
struct Db;

#[derive(Clone)]
struct Config;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct UserIn {
    name: String,
}

#[route(put, "/users/{id}", status = 204)]
async fn unwrapped(Path(id): Path<i64>, new: UserIn) -> NoContent {
    drop((id, new.name));
    NoContent
}

#[route(put, "/users/{id}/db", status = 204)]
async fn in_the_middle(db: Db, Path(id): Path<i64>) -> NoContent {
    drop((db, id));
    NoContent
}

#[route(get, "/db", status = 204)]
async fn of_the_db(State(_): State<Db>) -> NoContent {
    NoContent
}

#[route(get, "/config", status = 204)]
async fn of_the_config(State(_): State<Config>) -> NoContent {
    NoContent
}

fn main() {
    let _: Api = Api::new("Users", "1").routes(routes![unwrapped]);
    let _: Api = Api::new("Users", "1").routes(routes![in_the_middle]);
    let _ = Api::new("Users", "1").routes(routes![of_the_db, of_the_config]).into_router();
}
