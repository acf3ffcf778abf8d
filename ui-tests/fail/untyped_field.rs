use std::collections::HashMap;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Document {
    body: serde_json::Value,
    labels: HashMap<String, serde_json::Value>,
    history: Vec<Option<serde_json::Value>>,
}

fn main() {}
