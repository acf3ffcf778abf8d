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
    Accepted::at("/tasks/1", TaskOut { task_id: "1".into() })
}

fn main() {}
