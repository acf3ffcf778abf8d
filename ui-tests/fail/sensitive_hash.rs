//! A hash that is not beside a file, and a number that is a secret.

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct Account {
    id: i64,
    pin: u16,
    // paste `#[response(allow(sensitive_field, reason = "..."))]`: pin: u16 => #[response(allow(sensitive_field, reason = "..."))] pin: u16
    hash: String,
    // paste `#[response(allow(sensitive_field, reason = "..."))]`: hash: String => #[response(allow(sensitive_field, reason = "..."))] hash: String
}

fn main() {}
