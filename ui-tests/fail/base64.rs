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

#[derive(ResponseModel)]
struct Foreign {
    #[response(base64, foreign)]
    // paste `drop `foreign``: base64, foreign => base64
    content: Vec<u8>,
}

fn main() {}
