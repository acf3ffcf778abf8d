use steadfast::prelude::*;

#[derive(ResponseModel)]
struct TaskOut {
    task_id: String,
}

#[derive(ResponseModel)]
struct Queued {
    position: u32,
}

#[route(post, "/reports", status = 202, response = TaskOut)]
async fn by_a_field() -> TaskOut {
    TaskOut {
        task_id: "1".into(),
    }
}

#[route(post, "/exports", status = 202, response = Queued)]
async fn by_location() -> Accepted<Queued> {
    Accepted::at("/tasks/1", Queued { position: 3 })
}

fn main() {}
