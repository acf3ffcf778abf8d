//! A field that cannot be borrowed from the row, or that the row lacks, is one error at the field of the model.

use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
    row: Row,
}

struct Row {
    label: String,
}

#[derive(ResponseModel)]
// paste `#[response(from = &Row)]`: => #[response(from = &Row)]
struct RowOut<'a> {
    label: &'a str,
}

#[derive(ResponseModel)]
#[response(from = &User)]
struct UserOut<'a> {
    // paste `#[response(map = path)]`: => #[response(map = path)]
    id: i32,
    name: String,
    // paste `&'a str`: name: String => name: &'a str
    nme: &'a str,
    // paste `no field `nme``: nme: &'a str, =>
    row: RowOut<'a>,
}

#[allow(dead_code)]
fn path(id: &i64) -> i32 {
    i32::try_from(*id).unwrap_or(0)
}

fn main() {}
