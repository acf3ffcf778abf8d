//! A header of the contract is the same for every response; a `Reply` sets one that differs.

use steadfast::prelude::*;

#[route(get, "/formatted", response = String, header("X-Version" = format!("{}", 1)))]
// paste `Reply`: , header("X-Version" = format!("{}", 1)) =>
async fn formatted() -> Reply<String> {
    let value = String::new();
    Reply::new(value)
}

const VERSION: &str = "1";

#[route(get, "/constant", response = String, header("X-Version" = VERSION))]
// paste `Reply`: , header("X-Version" = VERSION) =>
async fn constant() -> String {
    String::from(VERSION)
}

#[route(get, "/number", response = String, header("X-Version" = 5))]
// paste `header("X-Version" = "5")`: header("X-Version" = 5) => header("X-Version" = "5")
async fn number() -> String {
    String::new()
}

fn main() {}
