use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
    name: String,
}

#[route(post, "/reports", status = 202, response = UserOut)]
async fn create_report() -> UserOut {
    UserOut { id: 1, name: "Ada".into() }
}

#[derive(ResponseModel)]
struct Export {
    task_id: String,
    rows: u32,
}

#[route(post, "/exports", status = 202, response = Export, omit(task_id))]
async fn create_export() -> Export {
    Export { task_id: "7".into(), rows: 3 }
}

fn main() {}
