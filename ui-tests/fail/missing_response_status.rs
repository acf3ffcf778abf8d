use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[derive(ResponseModel)]
struct ImportOut {
    task_id: String,
}

#[derive(Responses)]
enum Lookup {
    #[response(status = 200)]
    Found(UserOut),
    Pending(Accepted<ImportOut>),
    Nothing,
}

fn main() {}
