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
struct TagOut {
    label: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    nme: String,
    tags: Vec<TagOut>,
}

fn main() {}
