//! serde_json's `Value` under its bare name, which a user's own type may have.

use serde_json::Value;
use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Stored {
    body: Value,
    history: Vec<Value>,
}

#[derive(ResponseModel)]
struct Model {
    id: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum StoreError {
    #[error("taken")]
    #[response(status = 409)]
    Taken {
        #[response(extension)]
        by: serde_json::Value,

    },
}

#[route(get, "/stored", response = Value)]
async fn stored() -> Model {
    Model { id: 1 }
}

fn main() {}
