//! A model is filled from one row; a list of them is filled item by item.

use steadfast::prelude::*;

struct Label {
    name: String,
}

struct Issue {
    id: i64,
    labels: Vec<Label>,
    first: Option<Label>,
}

#[derive(ResponseModel)]
#[response(from = Vec<Label>)]
// paste `from = Label`: from = Vec<Label> => from = Label
struct LabelOut {
    name: String,
}

#[derive(ResponseModel)]
#[response(from = Issue)]
struct IssueOut {
    id: i64,
    labels: Vec<LabelOut>,
    first: Option<LabelOut>,
}

fn main() {}
