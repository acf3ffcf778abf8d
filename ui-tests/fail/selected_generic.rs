//! Of a model with a parameter of the handler, the compiler knows which fields it has, but no other name.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Item {
    id: i64,
}

#[derive(ResponseModel)]
struct Envelope<T> {
    data: T,
    items: Vec<Item>,
}

#[route(get, "/top", response = Envelope<T>, pick(dat))]
async fn top<T: ResponseModel + steadfast::FilledFrom<T> + Send + 'static>() -> Envelope<T> {
    todo!()
}

#[route(get, "/inside", response = Envelope<T>, pick(items.name, itms.id))]
async fn inside<T: ResponseModel + steadfast::FilledFrom<T> + Send + 'static>() -> Envelope<T> {
    todo!()
}

fn main() {}
