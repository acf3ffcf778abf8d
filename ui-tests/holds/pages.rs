//! A model that is filled from a page, a set with replies and a choice by `Accept` hold wherever they stand.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![allow(dead_code, clippy::unused_async)]

mod std {}
mod core {}

struct Result;
struct Option;

use ::steadfast::{
    Csv, CursorPage, Html, LimitOffset, LimitOffsetPage, Negotiated, Page, PageQuery, Reply,
    extract::Accept,
};

struct User<'u> {
    name: &'u str,
}

#[derive(::steadfast::ResponseModel)]
#[response(from = User<'u>)]
struct UserOut<'u> {
    name: &'u str,
}

/// A page of anything.
#[derive(::steadfast::ResponseModel)]
#[response(from = Page<T>, from = LimitOffsetPage<T>)]
struct Listing<T> {
    #[response(from_field = items)]
    results: ::std::vec::Vec<T>,
    #[response(from_field = total)]
    count: u64,
    #[serde(skip)]
    #[allow(unused)]
    hidden: u8,
}

#[derive(::steadfast::ResponseModel)]
#[response(from = Page<User<'_>>, from = CursorPage<i64>)]
struct Names {
    #[response(from_field = items, map = ::std::mem::drop)]
    items: (),
}

#[::steadfast::route(get, "/users", response = Listing<UserOut<'static>>)]
async fn list(query: PageQuery) -> Page<User<'static>> {
    Page::of(::std::vec![User { name: "Ada" }], &query)
}

#[::steadfast::route(get, "/some", response = Listing<i64>)]
async fn some(query: LimitOffset<50>) -> LimitOffsetPage<i64> {
    LimitOffsetPage::of([1, 2, 3], &query)
}

#[derive(::steadfast::Responses)]
enum Lookup<T> {
    #[response(status = 200)]
    Found(Reply<T>),
    #[response(status = 203)]
    Plain(Reply<Html, ::steadfast::ETag>),
    #[response(status = 204)]
    Nothing,
}

#[::steadfast::route(get, "/lookup", response = Lookup<i64>)]
async fn look_up() -> Lookup<i64> {
    Lookup::Found(Reply::new(7))
}

type Either = Negotiated<i64, Html>;

#[::steadfast::route(get, "/either", response = Either)]
async fn either(accept: Accept<Either>) -> Either {
    accept.choose(7, |number| number, |_| Html::new("7"))
}

#[derive(::steadfast::ResponseModel)]
struct Row {
    id: i64,
}

#[::steadfast::route(get, "/rows", response = Negotiated<Listing<Row>, Csv<Row>>)]
async fn rows(
    query: PageQuery,
    accept: Accept<Negotiated<Listing<Row>, Csv<Row>>>,
) -> Negotiated<Page<Row>, Csv<Row>> {
    let page = Page::of([Row { id: 1 }], &query);
    accept.choose(page, |page| page, |page| Csv::iter(page.into_items()))
}

fn main() {}
