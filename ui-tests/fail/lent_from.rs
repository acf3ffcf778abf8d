//! A field that cannot be borrowed from the row, or that the row lacks, is one error at the field of the model.

use steadfast::prelude::*;

struct User {
    id: i64,
    name: String,
    tags: Vec<Tag>,
}

struct Tag {
    label: String,
}

#[derive(ResponseModel)]
#[response(from = &Tag)]
struct TagOut<'a> {
    label: &'a str,
}

#[derive(ResponseModel)]
#[response(from = &User)]
struct UserOut<'a> {
    id: i32,
    name: String,
    nme: &'a str,
    tags: Vec<TagOut<'a>>,
}

fn main() {}
