use steadfast::prelude::*;

#[derive(ResponseModel)]
struct PointOut(
    u8,
    #[serde(skip_serializing_if = "Option::is_none")] Option<u8>,
    u8,
);

#[derive(ResponseModel)]
enum ShapeOut {
    Line(#[serde(skip_serializing_if = "Vec::is_empty")] Vec<u8>, u8),
}

#[derive(ResponseModel)]
struct TextsOut {
    #[serde(flatten)]
    #[schemars(length(max = 3))]
    texts: std::collections::BTreeMap<String, String>,
}

fn main() {}
