use steadfast::prelude::*;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Point {
    x: f64,
}

fn rounded<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(value.round())
}

#[derive(ResponseModel)]
struct Reading {
    #[response(foreign, non_finite_as_null)]
    point: Point,
    #[serde(serialize_with = "rounded")]
    #[schemars(with = "f64")]
    #[response(non_finite_as_null)]
    celsius: f64,
}

fn main() {}
