//! Selected fields and parts of fields hold wherever they stand: generic models, lifetimes, `impl` blocks, sets.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![allow(dead_code, clippy::unused_async)]

mod std {}
mod core {}

struct Result;
struct Option;
struct Vec;

use ::steadfast::{FilledFrom, Page, PageQuery, ResponseModel};

mod private {
    #[derive(::steadfast::ResponseModel)]
    pub struct Maker<'m> {
        name: &'m str,
        r#type: Kind,
        parent: ::std::option::Option<::std::boxed::Box<Self>>,
    }

    // Less visible than the model that holds it.
    #[derive(::steadfast::ResponseModel)]
    pub(super) struct Kind {
        pub(super) label: ::std::string::String,
        level: u8,
    }

    impl Maker<'_> {
        pub const fn named(name: &str) -> Maker<'_> {
            let r#type = Kind {
                label: ::std::string::String::new(),
                level: 0,
            };
            Maker {
                name,
                r#type,
                parent: ::std::option::Option::None,
            }
        }
    }
}

use private::Maker;

#[derive(::steadfast::ResponseModel)]
struct Item<'i> {
    id: i64,
    maker: Maker<'i>,
    makers: &'i [Maker<'i>],
    by_role: ::std::collections::BTreeMap<u8, ::std::sync::Arc<Maker<'i>>>,
    pair: ::std::option::Option<[Maker<'i>; 2]>,
}

const fn item(name: &str) -> Item<'_> {
    Item {
        id: 1,
        maker: Maker::named(name),
        makers: &[],
        by_role: ::std::collections::BTreeMap::new(),
        pair: ::std::option::Option::None,
    }
}

#[derive(::steadfast::ResponseModel)]
struct Envelope<T> {
    data: T,
}

/// Newtypes are seen through, also where they contain themselves.
#[derive(::steadfast::ResponseModel)]
struct Tree(::std::vec::Vec<Node>);

#[derive(::steadfast::ResponseModel)]
struct Node {
    name: &'static str,
    below: Tree,
}

#[derive(::steadfast::ResponseModel)]
struct Forest(::std::vec::Vec<Self>);

#[::steadfast::route(get, "/items", response = Page<Item<'_>>, pick(id, maker.r#type.label, makers.name))]
async fn list(query: PageQuery) -> Page<Item<'static>> {
    Page::of(::std::vec![item("Ada")], &query)
}

#[::steadfast::route(get, "/tree", response = Tree, pick(below.below.name))]
async fn tree() -> Tree {
    Tree(::std::vec![Node {
        name: "root",
        below: Tree(::std::vec![])
    }])
}

#[::steadfast::route(get, "/forest", response = Forest, exclude_none)]
async fn forest() -> Forest {
    Forest(::std::vec![])
}

#[::steadfast::route(get, "/generic", response = Envelope<T>, pick(data))]
async fn generic<T>() -> Envelope<T>
where
    T: ResponseModel + FilledFrom<T> + ::std::default::Default + ::std::marker::Send + 'static,
{
    Envelope {
        data: ::std::default::Default::default(),
    }
}

#[::steadfast::route(get, "/lent", response = Envelope<Item<'a>>, omit(data.maker.parent.name, data.pair))]
async fn lent<'a>() -> Envelope<Item<'a>> {
    Envelope { data: item("Ada") }
}

impl Node {
    #[::steadfast::route(get, "/node", response = Self, pick(name, below), omit(below.below))]
    async fn node() -> Self {
        Self {
            name: "root",
            below: Tree(::std::vec![]),
        }
    }
}

#[derive(::steadfast::Responses)]
enum Found<'f> {
    #[response(status = 200, pick(maker.name, by_role), omit(by_role.parent.parent))]
    Whole(Item<'f>),
    #[response(status = 203, omit(r#type.level))]
    Part(Maker<'f>),
}

#[derive(::steadfast::Responses)]
enum Either<T> {
    #[response(status = 200, pick(data))]
    Wrapped(Envelope<T>),
}

#[::steadfast::route(get, "/found", response = Found<'_>, exclude_none)]
async fn found() -> Found<'static> {
    Found::Whole(item("Ada"))
}

#[::steadfast::route(get, "/either", response = Either<u8>)]
async fn either() -> Either<u8> {
    Either::Wrapped(Envelope { data: 1 })
}

fn main() {}
