//! serde_json's `Value` under its bare name, which a user's own type may have.

use serde_json::Value;
use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Stored {
    // paste `#[response(foreign, allow(untyped_field, reason = "..."))]`: => #[response(foreign, allow(untyped_field, reason = "..."))]
    body: Value,
    // paste `#[response(foreign, allow(untyped_field, reason = "..."))]`: => #[response(foreign, allow(untyped_field, reason = "..."))]
    history: Vec<Value>,
}

#[derive(ResponseModel)]
struct Model {
    id: i64,
}

type By = Value;
// paste `#[derive(ResponseModel)]`: type By = Value; => #[derive(Debug)] #[derive(ResponseModel)] struct By { id: i64 }

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum StoreError {
    #[error("taken")]
    #[response(status = 409)]
    Taken {
        #[response(extension)]
        by: By,
    },
}

#[route(get, "/stored", response = Value)]
// paste `response = Model`: response = Value => response = Model
async fn stored() -> Model {
    Model { id: 1 }
}

fn main() {}
