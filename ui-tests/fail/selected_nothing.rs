use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Item {
    id: i64,
    name: String,
}

#[route(delete, "/items/{id}", status = 204, pick(id, name))]
// paste `drop `pick``: , pick(id, name) =>
async fn delete_item(Path(_): Path<i64>) -> NoContent {
    NoContent
}

#[derive(Responses)]
enum Saved {
    #[response(status = 200)]
    Updated(Item),
    #[response(status = 204, omit(name))]
    // paste `drop `omit``: , omit(name) =>
    Same,
}

#[route(put, "/items/{id}", response = Saved)]
async fn save_item(Path(_): Path<i64>) -> Saved {
    Saved::Same
}

fn main() {}
