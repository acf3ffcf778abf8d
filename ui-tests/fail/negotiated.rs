//! `Accept` is of the declared response, which is a model and a kind; what an extractor adds is a struct of headers.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/model", response = UserOut)]
async fn model(_: Accept<UserOut>) -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/models", response = Negotiated<UserOut, UserOut>)]
async fn models() -> UserOut {
    UserOut { id: 1 }
}

#[route(get, "/added", response = UserOut)]
async fn added(_: AddToResponse<UserOut>) -> UserOut {
    UserOut { id: 1 }
}

fn main() {}
