use steadfast::prelude::*;

#[derive(ResponseModel)]
#[serde(tag = "type")]
// paste `#[serde(tag = "type", content = "value")]`: #[serde(tag = "type")] => #[serde(tag = "type", content = "value")]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Nothing,
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
enum Note {
    Lines(Vec<String>),
    // paste `Variant { value: Vec<String> }`: Lines(Vec<String>) => Variant { value: Vec<String> }
}

#[derive(ResponseModel)]
struct Reading {
    #[serde(flatten)]
    // paste `drop `#[serde(flatten)]``: #[serde(flatten)] =>
    value: i64,
}

fn main() {}
