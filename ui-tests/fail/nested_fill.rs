//! A nested model that is not filled from the row's type: said of the model, not of the list that holds it.

use steadfast::prelude::*;

struct Label {
    name: String,
}

struct Issue {
    id: i64,
    labels: Vec<Label>,
}

#[derive(ResponseModel)]
// paste `#[response(from = Label)]`: => #[response(from = Label)]
struct LabelOut {
    name: String,
}

#[derive(ResponseModel)]
#[response(from = Issue)]
struct IssueOut {
    id: i64,
    labels: Vec<LabelOut>,
}

fn main() {}
