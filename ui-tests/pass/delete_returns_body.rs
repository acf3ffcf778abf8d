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

#[route(delete, "/groups/{id}", status = [202, 204], response = Deleted)]
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

fn main() {}
