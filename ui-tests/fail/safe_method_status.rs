use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
struct TaskOut {
    task_id: String,
}

#[route(get, "/users/{id}", status = 201, response = UserOut)]
async fn get_user() -> Created<UserOut> {
    Created::at("/users/1", UserOut { id: 1, name: "Ada".into() })
}

#[route(get, "/reports", status = ACCEPTED, response = TaskOut)]
async fn get_report() -> Accepted<TaskOut> {
    Accepted::at("/tasks/1", TaskOut { task_id: "1".into() })
}

fn main() {}
