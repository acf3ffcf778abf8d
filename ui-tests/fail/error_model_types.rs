use serde_json::Value;
use steadfast::prelude::*;

struct Row {
    balance: u32,
}

#[derive(ResponseModel)]
struct Funds {
    balance: u32,
    cost: u32,
}

#[derive(ErrorResponse)]
enum ShopError {
    #[response(status = 402, model = Row)]
    NotAModel { balance: u32 },
    #[response(status = 402, model = Vec<Row>)]
    NoModels(Vec<Row>),
    #[response(status = 402, model = Value)]
    Untyped(Value),
    #[response(status = 402, model = Funds)]
    NotFilled(Row),
    #[response(status = 402, model = Vec<Funds>)]
    NoneFilled(Vec<Row>),
    #[response(status = 402, model = Html)]
    Kind(Html),
}

#[derive(ErrorResponse)]
enum ByName {
    #[response(status = 402, model = Funds)]
    Missing { balance: u32 },
    #[response(status = 402, model = Funds)]
    TooMany { balance: u32, cost: u32, at: u32 },
    #[response(status = 402, model = Funds)]
    OtherType { balance: u32, cost: u64 },
}

fn main() {}
