#![deny(warnings)]
#![allow(deprecated, dead_code)]

use std::borrow::Cow;

use steadfast::prelude::*;

type Blob = Vec<u8>;

#[derive(ResponseModel)]
struct Upload<'a> {
    id: i64,
    content: Vec<u8>,
    alias: Option<Blob>,
    digest: [u8; 32],
    borrowed: &'a [u8],
    either: Cow<'a, [u8]>,
    deep: Vec<(String, Blob)>,
    enveloped: Envelope<Blob>,
}

#[derive(ResponseModel)]
struct Envelope<T> {
    content: T,
}

#[route(post, "/contents", action, response = Blob)]
async fn content() -> Blob {
    Vec::new()
}

#[route(get, "/contents/{id}", response = Vec<u8>, allow(unpaged_list, reason = "a file"))]
async fn get_content() -> Vec<u8> {
    Vec::new()
}

#[route(get, "/parts", response = LimitOffsetPage<Blob>)]
async fn list_contents(query: LimitOffset) -> LimitOffsetPage<Blob> {
    LimitOffsetPage::of([], &query)
}

#[derive(Responses)]
enum Contents {
    #[response(status = 200)]
    Found(Vec<u8>),
}

fn main() {}
