use std::collections::BTreeMap;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Maker {
    name: String,
    #[serde(rename = "homeAddress")]
    address: Option<Address>,
    rank: Rank,
}

#[derive(ResponseModel)]
struct Address {
    city: String,
}

type Rank = u8;

#[derive(ResponseModel)]
struct Item {
    id: i64,
    maker: Vec<Maker>,
    by_role: BTreeMap<String, Maker>,
}

fn item() -> Item {
    todo!()
}

#[route(get, "/a", response = Item, pick(maker.nam))]
// paste `name`: nam => name
async fn unknown_inside() -> Item {
    item()
}

#[route(get, "/b", response = Item, omit(makr.name))]
// paste `maker`: makr => maker
async fn unknown_before() -> Item {
    item()
}

#[route(get, "/c", response = Page<Item>, omit(by_role.address.town))]
// paste `city`: town => city
async fn unknown_deep(query: PageQuery) -> Page<Item> {
    Page::of(Vec::new(), &query)
}

#[route(get, "/d", response = Item, pick(maker.home_address))]
// paste `homeAddress`: home_address => homeAddress
async fn unknown_in_json() -> Item {
    item()
}

#[route(get, "/e", response = Item, pick(id, maker.name.first))]
// paste `maker.name`: maker.name.first => maker.name
async fn not_a_model() -> Item {
    item()
}

#[route(get, "/f", response = Item, pick(maker.rank.first, id))]
// paste `maker.rank`: maker.rank.first => maker.rank
async fn not_a_model_behind_an_alias() -> Item {
    item()
}

#[derive(Responses)]
enum Found {
    #[response(status = 200, pick(maker), omit(maker.nme))]
    // paste `name`: nme => name
    Whole(Item),
    #[response(status = 203, omit(zip))]
    // paste `city`: zip => city
    Part(Address),
}

#[route(get, "/g", response = Found, pick(maker, id))]
// paste `drop it here`: , pick(maker, id) =>
async fn of_a_set() -> Found {
    Found::Whole(item())
}

#[route(get, "/i", response = Text, omit(title, length))]
// paste `drop `pick` and `omit``: , omit(title, length) =>
async fn text() -> Text {
    todo!()
}

#[route(get, "/j", response = Item, omit(identifier))]
// paste `id`: identifier => id
async fn none_is_near() -> Item {
    item()
}

fn main() {}
