use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(tag = "type", content = "value")]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Nothing,
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
enum Note {
    Lines { lines: Vec<String> },
}

#[derive(ResponseModel)]
struct Reading {
    value: i64,
}

fn main() {}
