use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Maker {
    name: String,
    address: String,
}

#[derive(ResponseModel)]
struct Item {
    id: i64,
    maker: Vec<Maker>,
}

fn item() -> Item {
    todo!()
}

#[route(get, "/g", response = Item, pick(id, maker, maker.name))]
// paste `pick(id, maker.name)`: pick(id, maker, maker.name) => pick(id, maker.name)
async fn as_a_whole() -> Item {
    item()
}

#[route(get, "/h", response = Item, pick(maker.name), omit(maker))]
// paste `drop `maker` here`: , omit(maker) =>
async fn picked_and_omitted() -> Item {
    item()
}

#[route(get, "/i", response = Item, pick(id), omit(maker.name))]
// paste `drop `maker.name``: , omit(maker.name) =>
async fn not_picked() -> Item {
    item()
}

#[route(get, "/k", response = Item, pick(maker.))]
// paste `maker.name`: maker. => maker.name
async fn half_a_path() -> Item {
    item()
}

#[route(get, "/l", response = Item, omit(id, id))]
// paste `drop it here`: , id =>
async fn named_twice() -> Item {
    item()
}

#[derive(Responses)]
enum Found {
    #[response(status = 200, pick(id, maker.name), omit(id))]
    // paste `drop `id` here`: , omit(id) =>
    Whole(Item),
}

fn main() {}
