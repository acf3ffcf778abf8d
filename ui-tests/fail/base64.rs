use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Upload {
    #[response(base64)]
    name: String,
    #[response(base64)]
    numbers: Vec<u16>,
}

#[derive(ResponseModel)]
struct Value {
    #[response(base64 = true)]
    content: Vec<u8>,
}

fn main() {}
