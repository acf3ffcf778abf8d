#![deny(warnings)]
#![allow(dead_code)]

use std::borrow::Cow;

use steadfast::Base64;
use steadfast::prelude::*;

type Blob = Vec<u8>;

#[derive(ResponseModel)]
struct Upload<'a> {
    id: i64,
    #[response(base64)]
    content: Vec<u8>,
    #[response(base64)]
    alias: Option<Blob>,
    #[response(base64)]
    digest: [u8; 32],
    #[response(base64)]
    borrowed: &'a [u8],
    #[response(base64)]
    either: Cow<'a, [u8]>,
    deep: Vec<(String, Base64)>,
    enveloped: Envelope<Base64>,
    colour: [u8; 3],
    #[response(allow(bytes_as_numbers, reason = "levels from 0 to 255"))]
    levels: Vec<u8>,
}

#[derive(ResponseModel)]
struct Envelope<T> {
    content: T,
}

#[route(get, "/contents/{id}", response = steadfast::Bytes)]
async fn get_content(Path(_): Path<i64>) -> Vec<u8> {
    Vec::new()
}

#[route(
    get,
    "/ratings",
    response = Vec<u8>,
    allow(bytes_as_numbers, reason = "ratings from 1 to 5"),
    allow(unpaged_list, reason = "one of each kind")
)]
async fn get_ratings() -> Vec<u8> {
    vec![5]
}

fn main() {}
