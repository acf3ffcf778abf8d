//! What `pick`, `omit` and `exclude_*` cost a route that leaves nothing out: nothing.

mod callgrind;

use std::hint::black_box;

use callgrind::{asked, instructions};
use steadfast::model::Policy;
use steadfast::model::policy::{Everything, Fields, Nested};
use steadfast::{ResponseModel, json};

#[derive(ResponseModel)]
struct User {
    id: i64,
    name: String,
    email: Option<String>,
}

#[derive(ResponseModel)]
struct Page {
    items: Vec<User>,
    total: u64,
    page: u32,
    size: u32,
    pages: u64,
}

fn page() -> Page {
    let items = (0..100).map(|id| User {
        id,
        name: format!("Ada Lovelace {id}"),
        email: Some(format!("ada.lovelace.{id}@example.com")),
    });
    Page {
        items: items.collect(),
        total: 100,
        page: 1,
        size: 100,
        pages: 1,
    }
}

/// Names every field, and so includes every one.
struct EachByName;

impl Policy for EachByName {
    const FIELDS: Fields = Fields::Pick(&["items", "total", "page", "size", "pages"]);
    type Nested = Nested<Self>;
    type At<const RUST: u64, const WIRE: u64> = Self::Nested;
}

fn write<P: Policy>(pages: &[Page], times: usize) {
    for page in pages.iter().cycle().take(times) {
        let written = json::filled_to_vec::<&Page, P, _>(black_box(page));
        drop(black_box(written.unwrap()));
    }
}

fn main() {
    let pages: Vec<_> = (0..8).map(|_| page()).collect();
    if let Some([policy, times]) = asked().as_deref() {
        return match policy {
            0 => write::<Everything>(&pages, *times),
            _ => write::<EachByName>(&pages, *times),
        };
    }
    let [without, with] = [0, 1].map(|policy| instructions(&[policy], 32));
    println!("page of 100 users, without a policy: {without:.0} instructions");
    println!(
        "page of 100 users, each field by name: {with:.0}, {:.3}",
        with / without
    );
}
