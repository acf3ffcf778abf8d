//! What is written: models that derive `Serialize` and `ResponseModel`, and values for them, the same on every run.

mod large;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use steadfast::ResponseModel;

pub use large::{catalogue, timeline};

#[derive(Serialize, ResponseModel)]
pub struct User {
    id: i64,
    name: String,
    email: String,
}

#[derive(Serialize, ResponseModel)]
pub struct DatedUser {
    id: i64,
    name: String,
    email: String,
    created_at: DateTime<Utc>,
}

#[derive(Serialize, ResponseModel)]
pub struct PageOf<T> {
    items: Vec<T>,
    total: u64,
    page: u32,
    size: u32,
    pages: u32,
}

#[derive(Serialize, ResponseModel)]
pub struct Item {
    id: u64,
    sku: String,
    name: String,
    description: Option<String>,
    price: f64,
    discount: Option<f64>,
    tags: Vec<String>,
    dimensions: Dimensions,
    status: Status,
    stock: BTreeMap<String, i64>,
    rating: f64,
    note: Option<String>,
}

#[derive(Serialize, ResponseModel)]
pub struct Dimensions {
    width: f64,
    height: f64,
    depth: f64,
    unit: String,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    InStock,
    BackOrdered,
    Discontinued,
}

#[derive(Serialize, ResponseModel)]
pub struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: Option<String>,
    instance: Option<String>,
    errors: Vec<Fault>,
}

#[derive(Serialize, ResponseModel)]
pub struct Fault {
    loc: Vec<Loc>,
    msg: String,
    r#type: String,
}

#[derive(Serialize, ResponseModel)]
#[serde(untagged)]
pub enum Loc {
    Name(String),
    Index(u32),
}

#[derive(Serialize, ResponseModel)]
pub struct Blob {
    data: String,
}

/// xorshift64*
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    fn small(&mut self, limit: u32) -> u32 {
        self.below(limit.into()) as u32
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }

    fn maybe(&mut self, count: u64, text: &str) -> Option<String> {
        self.one_in(count).then(|| text.to_owned())
    }
}

const FIRST_NAMES: &[&str] = &[
    "Ada", "Grace", "José", "Zoë", "Barbara", "Катя", "Margaret", "Ken",
];
const LAST_NAMES: &[&str] = &[
    "Lovelace",
    "Hopper",
    "Núñez",
    "Liskov",
    "Hamilton",
    "O'Brien",
    "Иванова",
];
const HOSTS: &[&str] = &["example.com", "mail.example.org", "corp.example.net"];

fn name(random: &mut Random) -> String {
    format!("{} {}", random.of(FIRST_NAMES), random.of(LAST_NAMES))
}

fn email(random: &mut Random) -> String {
    let host = random.of(HOSTS);
    format!(
        "{}.{}@{host}",
        random.of(&["ada", "grace", "linus.t", "jose", "b"]),
        random.below(10_000)
    )
}

pub fn user(random: &mut Random) -> User {
    User {
        id: random.below(1_000_000) as i64,
        name: name(random),
        email: email(random),
    }
}

pub fn dated_user(random: &mut Random) -> DatedUser {
    let User { id, name, email } = user(random);
    let (seconds, micros) = (
        1_500_000_000 + random.below(250_000_000),
        random.small(1_000_000),
    );
    let created_at = DateTime::from_timestamp(seconds as i64, micros * 1000).unwrap();
    DatedUser {
        id,
        name,
        email,
        created_at,
    }
}

pub fn page<T>(random: &mut Random, item: impl Fn(&mut Random) -> T) -> PageOf<T> {
    let items = (0..100).map(|_| item(random)).collect();
    PageOf {
        items,
        total: 123_456,
        page: 7,
        size: 100,
        pages: 1235,
    }
}

pub fn item(random: &mut Random) -> Item {
    Item {
        id: 918_273 + random.below(1000),
        sku: "SKU-00412-BLK".into(),
        name: "Mechanical keyboard, tenkeyless".into(),
        description: Some(
            "Hot-swappable switches, PBT keycaps.\nIncludes a 1.8 m \"braided\" cable.".into(),
        ),
        price: f64::from(random.small(200_000)) / 100.0,
        discount: random.one_in(2).then_some(0.25),
        tags: ["electronics", "keyboard", "usb-c", "büro", "new"]
            .map(str::to_owned)
            .into(),
        dimensions: Dimensions {
            width: 35.5,
            height: 13.25,
            depth: 3.875,
            unit: "cm".into(),
        },
        status: [Status::InStock, Status::BackOrdered, Status::Discontinued]
            .into_iter()
            .nth(random.below(3) as usize)
            .unwrap(),
        stock: [
            ("berlin", 12),
            ("new-york", 1450),
            ("paris", 0),
            ("tokyo", -1),
        ]
        .map(|(city, count)| (city.to_owned(), count))
        .into(),
        rating: f64::from(random.small(5_000_000)) / 1_234_567.0,
        note: random.maybe(2, "ships tomorrow"),
    }
}

pub fn problem() -> Problem {
    let name = |name: &str| Loc::Name(name.to_owned());
    Problem {
        r#type: "https://example.com/problems/validation-error".into(),
        title: "Unprocessable Content".into(),
        status: 422,
        detail: Some("2 fields failed validation".into()),
        instance: Some("/api/v1/users/1234".into()),
        errors: vec![
            Fault {
                loc: vec![name("body"), name("email")],
                msg: "value is not a valid email address: must have an @-sign".into(),
                r#type: "value_error".into(),
            },
            Fault {
                loc: vec![name("body"), name("tags"), Loc::Index(3)],
                msg: "String should have at most 32 characters".into(),
                r#type: "string_too_long".into(),
            },
        ],
    }
}

const MEBIBYTE: usize = 1 << 20;

fn blob(text: &str) -> Blob {
    let mut data = text.repeat(MEBIBYTE / text.len() + 1);
    data.truncate(data.floor_char_boundary(MEBIBYTE));
    Blob { data }
}

pub fn clean_blob() -> Blob {
    blob(
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt. ",
    )
}

/// One byte in 25 is escaped.
pub fn escaped_blob() -> Blob {
    blob(
        "Lorem \"ipsum\" dolor sit amet,\n\tconsectetur été — adipiscing elit; C:\\tmp. Sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. ",
    )
}
