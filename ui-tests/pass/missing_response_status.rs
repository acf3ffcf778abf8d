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
    #[response(status = 202)]
    Pending(Accepted<ImportOut>),
    #[response(status = 204)]
    Nothing,
}

fn main() {
    let import = ImportOut {
        task_id: "1".to_owned(),
    };
    let _ = [
        Lookup::Found(UserOut { id: 1 }),
        Lookup::Pending(Accepted::at("/imports/1", import)),
        Lookup::Nothing,
    ];
}
