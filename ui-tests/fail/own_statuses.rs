//! A route that leaves its statuses to a set is held to the rules of its method all the same.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(Responses)]
enum Search {
    #[response(status = 200)]
    Found(UserOut),
    #[response(status = 204)]
    Nothing,
}

#[derive(Responses)]
enum Import {
    #[response(status = 201)]
    Done(Created<UserOut>),
    #[response(status = 204)]
    Nothing,
}

#[route(post, "/search", response = Search)]
// paste `action`: post, "/search" => post, "/search", action
async fn search() -> Search {
    Search::Nothing
}

#[route(post, "/import", action, response = Import)]
// paste `drop `action``: action, =>
async fn import() -> Result<Import, Fail<404>> {
    Ok(Import::Nothing)
}

#[route(get, "/import", response = Import)]
// paste `post`: get, "/import" => post, "/import"
async fn read() -> Reply<Import> {
    Reply::new(Import::Nothing)
}

fn main() {}
