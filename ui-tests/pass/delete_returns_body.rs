use steadfast::prelude::*;

#[derive(ResponseModel)]
struct TaskOut {
    task_id: String,
}

#[route(delete, "/users/{id}")]
async fn delete_user() -> NoContent {
    NoContent
}

#[route(delete, "/users", status = 202, response = TaskOut)]
async fn delete_users() -> Accepted<TaskOut> {
    Accepted::at(
        "/tasks/1",
        TaskOut {
            task_id: "1".into(),
        },
    )
}

#[derive(Responses)]
enum Deleted {
    #[response(status = 202)]
    Later(Accepted<TaskOut>),
    #[response(status = 204)]
    Now,
}

#[route(delete, "/groups/{id}", response = Deleted)]
async fn delete_group(Path(id): Path<i64>) -> Deleted {
    match id {
        0 => Deleted::Now,
        id => Deleted::Later(Accepted::at(
            format!("/tasks/{id}"),
            TaskOut {
                task_id: id.to_string(),
            },
        )),
    }
}

#[route(delete, "/teams/{id}", status = [202, 204], response = Deleted)]
async fn delete_team(Path(_): Path<i64>) -> Deleted {
    Deleted::Now
}

#[derive(ResponseModel)]
struct TeamOut {
    id: i64,
}

#[derive(Responses)]
enum Removed {
    #[response(status = 200)]
    Shown(TeamOut),
    #[response(status = 204)]
    Nothing,
}

#[route(
    delete,
    "/members/{id}",
    response = Removed,
    allow(delete_returns_body, reason = "clients show what is gone")
)]
async fn delete_member(Path(_): Path<i64>) -> Removed {
    Removed::Nothing
}

#[route(
    delete,
    "/notes/{id}",
    response = TeamOut,
    allow(delete_returns_body, reason = "clients show what is gone")
)]
async fn delete_note(Path(id): Path<i64>) -> TeamOut {
    TeamOut { id }
}

#[route(
    post,
    "/members",
    response = Removed,
    allow(post_returns_200, reason = "the status says whether there was one")
)]
async fn remove_member() -> Removed {
    Removed::Nothing
}

fn main() {}
