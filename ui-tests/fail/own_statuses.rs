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

#[derive(ResponseModel)]
struct TaskOut {
    task_id: String,
}

#[derive(Responses)]
enum Deletion {
    #[response(status = 200)]
    // paste `status = 202`: status = 200 => status = 202
    Later(TaskOut),
    #[response(status = 204)]
    Now,
}

#[route(delete, "/import/{id}", response = Deletion)]
async fn delete_import(Path(_): Path<i64>) -> Deletion {
    Deletion::Now
}

#[route(delete, "/users/{id}", response = UserOut)]
// paste `drop `response``: , response = UserOut =>
async fn delete_user(Path(_): Path<i64>) -> UserOut {
    // paste `NoContent`: UserOut { => NoContent {
    panic!("later")
}

#[route(get, "/users/{id}", response = UserOut, allow(safe_method_status, reason = "it counts the readers"))]
// paste `drop the `allow``: , allow(safe_method_status, reason = "it counts the readers") =>
async fn get_user(Path(id): Path<i64>) -> UserOut {
    UserOut { id }
}

#[route(post, "/users", response = UserOut, allow(post_returns_200, reason = "a search"))]
// paste `drop the `allow``: , allow(post_returns_200, reason = "a search") =>
async fn create_user() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1 })
}

fn main() {}
