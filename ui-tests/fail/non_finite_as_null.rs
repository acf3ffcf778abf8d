use std::collections::BTreeMap;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Point {
    x: f64,
}

#[derive(ResponseModel)]
struct Reading {
    #[response(non_finite_as_null)]
    celsius: f64,
    #[response(non_finite_as_null)]
    name: String,
    #[response(non_finite_as_null)]
    points: BTreeMap<String, Vec<Point>>,
}

#[derive(ResponseModel)]
struct Count(#[response(non_finite_as_null)] u8);

fn main() {}
