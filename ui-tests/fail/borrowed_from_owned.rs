//! A model that borrows is filled from a row that is borrowed.

use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
// paste `#[response(from = &User)]`: #[response(from = User)] => #[response(from = &User)]
struct UserOut<'a> {
    id: i64,
    name: &'a str,
}

fn main() {}
