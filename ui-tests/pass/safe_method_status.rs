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

#[route(get, "/users/{id}", response = UserOut)]
async fn get_user() -> UserOut {
    UserOut {
        id: 1,
        name: "Ada".into(),
    }
}

#[route(post, "/reports", status = ACCEPTED, response = TaskOut)]
async fn create_report() -> Accepted<TaskOut> {
    Accepted::at(
        "/tasks/1",
        TaskOut {
            task_id: "1".into(),
        },
    )
}

fn main() {}
