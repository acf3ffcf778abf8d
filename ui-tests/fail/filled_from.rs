//! A field that the row lacks, or has with another type, is one error at the field of the model.

use steadfast::prelude::*;

struct User {
    id: i32,
    name: String,
    tags: Vec<Tag>,
}

struct Tag {
    label: String,
}

#[derive(ResponseModel)]
// paste `#[response(from = Tag)]`: => #[response(from = Tag)]
struct TagOut {
    label: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    // paste `#[response(map = path)]`: => #[response(map = path)]
    id: i64,
    nme: String,
    // paste `no field `nme``: nme: String, =>
    tags: Vec<TagOut>,
}

#[allow(dead_code)]
fn path(id: i32) -> i64 {
    id.into()
}

fn main() {}
