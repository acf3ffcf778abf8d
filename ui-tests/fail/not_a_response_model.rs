use steadfast::prelude::*;

struct Row {
    id: i64,
}

mod nested {
    pub type Rows = Vec<Option<super::Row>>;
}

#[route(get, "/row", response = Row)]
async fn itself() -> Row {
    Row { id: 1 }
}

#[route(post, "/rows", response = nested::Rows)]
async fn behind_an_alias() -> Created<nested::Rows> {
    Created::at("/rows", Vec::new())
}

#[derive(ResponseModel)]
struct RowOut {
    id: i64,
}

#[route(post, "/rows", status = 201, response = Created<RowOut>)]
async fn the_outcome() -> Created<RowOut> {
    Created::at("/rows/1", RowOut { id: 1 })
}

#[derive(ResponseModel)]
struct Deep {
    id: i64,
    rows: Option<Vec<Box<Row>>>,
}

fn main() {}
