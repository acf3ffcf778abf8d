//! What is read straight is compared with what is read otherwise.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::select;
use schemars::JsonSchema;
use serde::Deserialize;

use super::*;

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Filter {
    #[schemars(range(min = 1, max = 100))]
    limit: u8,
    #[serde(default)]
    #[schemars(length(min = 1, max = 5))]
    sort: String,
    exact: Option<bool>,
    #[serde(default, alias = "label")]
    #[schemars(length(max = 2))]
    tag: Vec<String>,
    #[schemars(range(max = 0.5))]
    ratio: Option<f64>,
    order: Option<Order>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Order {
    Ascending,
    Descending,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Closed {
    #[schemars(regex(pattern = "^[a-z]+$"))]
    sort: Option<String>,
    limit: Option<i64>,
    ratio: Option<f32>,
    order: Option<Order>,
}

const PAIRS: [&str; 30] = [
    "limit=50",
    "limit=0",
    "limit=101",
    "limit=+5",
    "limit=",
    "limit=x",
    "sort=name",
    "sort=a+b",
    "sort=%61",
    "sort=%ff",
    "sort=names%20",
    "s%6frt=a",
    "exact=on",
    "exact=",
    "exact=2",
    "tag=a",
    "tag=",
    "label=b",
    "ratio=0.5",
    "ratio=1",
    "ratio=inf",
    "ratio=1e-1",
    "order=ascending",
    "order=up",
    "x=1",
    "y",
    "",
    "=",
    "=x",
    "tag[0]=a",
];

fn agrees<T>(text: &str) -> bool
where
    T: DeserializeOwned + JsonSchema + Debug + PartialEq + 'static,
{
    let plan = Plan::of::<T>();
    assert!(plan.is_straight);
    let usual = read::<T>(text, plan);
    if let Some(usual) = &usual {
        let sorted = texts::sorted::<T>("query", text.as_bytes(), plan).ok();
        let faultless = sorted.filter(|read| read.faults.is_empty());
        let other = faultless.as_ref().map(|read| &read.value);
        assert_eq!(Some(usual), other, "{text}");
    }
    usual.is_some()
}

#[test]
fn the_usual_query_is_read_straight() {
    assert!(agrees::<Filter>(
        "limit=50&sort=name&exact=true&tag=a&ratio=0.25&order=ascending&utm=x"
    ));
    assert!(agrees::<Closed>(
        "sort=name&limit=-5&ratio=1.5&order=descending"
    ));
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Lenient {
    #[serde(deserialize_with = "or_default")]
    large: u128,
    #[serde(deserialize_with = "or_default")]
    small: u8,
}

fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(T::deserialize(deserializer).unwrap_or_default())
}

#[test]
fn a_type_that_takes_a_default_for_what_fails_is_asked_again() {
    assert!(!agrees::<Lenient>("large=5&small=1"));
    assert!(!agrees::<Lenient>("large=5&small=x"));
}

proptest! {
    #[test]
    fn what_is_read_straight_is_read_otherwise_as_well(pairs in prop::collection::vec(select(&PAIRS[..]), 0..5)) {
        let text = pairs.join("&");
        agrees::<Filter>(&text);
        agrees::<Filter>(&format!("limit=50&{text}"));
        agrees::<Closed>(&text);
    }
}
