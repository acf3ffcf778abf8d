use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Nothing,
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
enum Note {
    Lines(Vec<String>),
}

#[derive(ResponseModel)]
struct Reading {
    #[serde(flatten)]
    value: i64,
}

fn main() {}
