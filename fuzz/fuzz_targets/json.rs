//! Whatever the values, models are written as `serde_json` writes them, except for floats that JSON does not have, which are
//! an error.
#![no_main]

use std::collections::BTreeMap;

use arbitrary::{Arbitrary, Unstructured};
use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use steadfast::ResponseModel;
use steadfast::json::Out;
use steadfast::model::Policy;
use steadfast::model::shape::Shape;

#[derive(Debug, Arbitrary, Serialize, ResponseModel)]
struct Node {
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    whole: (i64, u64, i8, u32, i128, u128),
    floats: (f64, f32, Vec<f64>),
    cents: Cents,
    kind: Kind,
    tagged: Vec<Tagged>,
    untagged: Untagged,
    #[serde(rename = "quo\"ted\n")]
    map: BTreeMap<String, Option<bool>>,
    keys: BTreeMap<i32, char>,
    times: Vec<Times>,
    id: Id,
    #[response(foreign)]
    foreign: BTreeMap<u8, Vec<String>>,
    #[serde(flatten)]
    flat: Flat,
    children: Vec<Node>,
}

impl Node {
    fn is_finite(&self) -> bool {
        let (wide, short, list) = &self.floats;
        wide.is_finite()
            && short.is_finite()
            && list.iter().all(|float| float.is_finite())
            && self.children.iter().all(Self::is_finite)
    }
}

#[derive(Debug, Serialize, ResponseModel)]
struct Cents(f64);

impl Arbitrary<'_> for Cents {
    fn arbitrary(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        Ok(Self(f64::from(i32::arbitrary(bytes)?) / 100.0))
    }
}

#[derive(Debug, Arbitrary, Serialize, ResponseModel)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Plain,
    InStock,
    #[serde(rename = "a rather long name, longer than any block that is copied")]
    Long,
}

#[derive(Debug, Arbitrary, Serialize, ResponseModel)]
#[serde(tag = "type")]
enum Tagged {
    Empty,
    Text { text: String },
    Flat(Flat),
}

#[derive(Debug, Arbitrary, Serialize, ResponseModel)]
#[serde(untagged)]
enum Untagged {
    Text(String),
    Number(u64),
    Nothing,
}

#[derive(Debug, Arbitrary, Serialize, ResponseModel)]
struct Flat {
    boxed: Box<str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<u16>,
}

#[derive(Debug, Serialize, ResponseModel)]
struct Times {
    utc: DateTime<Utc>,
    there: DateTime<FixedOffset>,
    naive: NaiveDateTime,
    jiff: Option<jiff::Timestamp>,
}

impl Arbitrary<'_> for Times {
    fn arbitrary(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let seconds = i64::arbitrary(bytes)? >> bytes.int_in_range(0..=40)?;
        let nanoseconds = bytes.int_in_range(0..=1_999_999_999)?;
        let offset = FixedOffset::east_opt(bytes.int_in_range(-86_399..=86_399)?)
            .unwrap_or(FixedOffset::east_opt(0).unwrap());
        let utc = DateTime::from_timestamp(seconds, nanoseconds).unwrap_or_default();
        Ok(Self {
            utc,
            there: utc.with_timezone(&offset),
            naive: utc.naive_utc(),
            jiff: jiff::Timestamp::new(seconds, nanoseconds as i32).ok(),
        })
    }
}

#[derive(Debug, Serialize, ResponseModel)]
struct Id(uuid::Uuid);

impl Arbitrary<'_> for Id {
    fn arbitrary(bytes: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        Ok(Self(uuid::Uuid::from_u128(u128::arbitrary(bytes)?)))
    }
}

/// A model whose size hint is wrong.
struct Misjudged<'m>(&'m Node, usize);

impl ResponseModel for Misjudged<'_> {
    const SHAPE: &'static Shape = Node::SHAPE;

    fn size_hint(&self) -> usize {
        self.1
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        self.0.write::<P>(out)
    }
}

fuzz_target!(|input: (u16, Node)| {
    let (hint, node) = input;
    let expected = serde_json::to_vec(&node).unwrap();
    if !node.is_finite() {
        assert!(steadfast::json::to_vec(&node).is_err());
        return;
    }
    assert!(steadfast::json::to_vec(&node).unwrap() == expected);
    let hint = usize::from(hint) % (expected.len() + 64);
    assert!(steadfast::json::to_vec(&Misjudged(&node, hint)).unwrap() == expected);
});
