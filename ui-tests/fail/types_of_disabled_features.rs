//! A type of another crate, whose feature is off, and types of a user's own with such names.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: uuid::Uuid,
    born: Option<chrono::NaiveDate>,
}

#[route(delete, "/users/{id}")]
async fn delete_user(Path(id): Path<uuid::Uuid>) {
    let _ = id;
}

mod own {
    use steadfast::prelude::*;

    #[derive(ResponseModel, serde::Deserialize, schemars::JsonSchema)]
    struct Uuid {
        text: String,
    }

    #[derive(ResponseModel)]
    struct Value {
        number: i64,
    }

    #[derive(ResponseModel)]
    struct Reading {
        id: Option<Uuid>,
        value: Value,
        earlier: Vec<Value>,
    }

    #[route(get, "/readings/{text}", response = Value)]
    async fn reading(Path(_): Path<Uuid>) -> Value {
        Value { number: 1 }
    }
}

fn main() {}
