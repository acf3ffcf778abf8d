use steadfast::prelude::*;

struct NoModel;

#[derive(ResponseModel)]
#[response(example = Self { id: "seven" })]
struct UserOut {
    #[response(example = NoModel)]
    id: i64,
}

fn main() {}
