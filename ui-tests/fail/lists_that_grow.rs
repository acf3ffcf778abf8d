//! Lists that are not a `Vec` grow as well, and a bound that bounds nothing is not one.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use steadfast::prelude::*;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/queue", response = VecDeque<UserOut>)]
// paste `AtMost<UserOut, 20>`: VecDeque<UserOut>) => AtMost<UserOut, 20>)
async fn queue() -> Vec<UserOut> {
    Vec::new()
}

#[route(get, "/names", response = BTreeSet<String>)]
// paste `AtMost<String, 20>`: BTreeSet<String>) => AtMost<String, 20>)
async fn names() -> Vec<String> {
    Vec::<String>::from_iter(BTreeSet::new())
}

#[route(get, "/shared", response = Arc<[u8]>)]
// paste `AtMost<u8, 20>`: Arc<[u8]>) => AtMost<u8, 20>)
async fn shared() -> Vec<u8> {
    Arc::<[u8]>::from([]).to_vec()
}

#[route(get, "/all", response = AtMost<UserOut, 1000000>)]
// paste `AtMost<UserOut, 1000>`: AtMost<UserOut, 1000000> => AtMost<UserOut, 1000>
async fn all() -> Vec<UserOut> {
    Vec::from(VecDeque::new())
}

fn main() {}
