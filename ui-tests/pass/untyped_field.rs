use std::collections::HashMap;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Document {
    body: Body,
    labels: HashMap<String, String>,
    #[response(
        foreign,
        allow(
            untyped_field,
            reason = "the plugin's settings, handed back as they were stored"
        )
    )]
    settings: serde_json::Value,
}

#[derive(ResponseModel)]
#[serde(untagged)]
enum Body {
    Text(String),
    Lines(Vec<String>),
}

fn main() {
    let document = Document {
        body: Body::Lines(vec![]),
        labels: HashMap::new(),
        settings: serde_json::Value::Null,
    };
    let _ = (
        document.body,
        document.labels,
        document.settings,
        Body::Text(String::new()),
    );
}
