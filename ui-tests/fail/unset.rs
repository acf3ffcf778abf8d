use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Settings {
    id: i64,
    #[response(unset = 10)]
    count: Field<u32>,
    #[response(unset = 10)]
    plain: u32,
    #[response(unset = "ten")]
    another: Field<u32>,
}

#[derive(ResponseModel)]
struct Foreign {
    #[response(unset = 10, foreign)]
    foreign: Field<u32>,
}

fn settings() -> Settings {
    todo!()
}

#[route(get, "/a", response = Settings, unset = null)]
async fn another_word() -> Settings {
    settings()
}

#[route(get, "/b", response = Settings, unset)]
async fn no_word() -> Settings {
    settings()
}

fn main() {}
