//! The types that nobody derives.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{NonZeroI8, NonZeroU64, NonZeroU128, Saturating, Wrapping};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use steadfast::ResponseModel;

use super::equal::{same, same_bytes, same_schema, text};

#[test]
fn whole_numbers() {
    same(&[i8::MIN, 0, i8::MAX]);
    same(&[i16::MIN, 0, i16::MAX]);
    same(&[i32::MIN, -1, i32::MAX]);
    same(&[i64::MIN, -1, i64::MAX]);
    same(&[isize::MIN, isize::MAX]);
    same(&[u8::MAX, 0]);
    same(&[u16::MAX]);
    same(&[u32::MAX]);
    same(&[u64::MAX, 9, 10, 99, 100]);
    same(&[usize::MAX]);
    same(&[i128::MIN, i128::MAX, 0]);
    same(&[u128::MAX, 0]);
    same(&[NonZeroI8::MIN]);
    same(&[NonZeroU64::MAX]);
    same(&[NonZeroU128::MAX]);
    same(&[Wrapping(1_u8)]);
    same_bytes(&Saturating(1_u8));
}

#[test]
fn floats() {
    same(&[
        0.0,
        -0.0,
        1.0,
        0.1,
        -1.5e300,
        1e16,
        1e-7,
        123_456_789.125,
        f64::MIN_POSITIVE,
        f64::MAX,
        f64::EPSILON,
        5e-324,
    ]);
    same(&[
        0.1_f32,
        -0.0,
        f32::MAX,
        f32::MIN_POSITIVE,
        16_777_216.0,
        1e-45,
    ]);
}

#[test]
fn text_and_truth() {
    same(&[
        "",
        "plain",
        "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}\u{2028}é😀",
    ]);
    same(&[String::from("x")]);
    same(&[Cow::Borrowed("x"), Cow::Owned("y".to_owned())]);
    same(&['a', '"', '\n', 'é', '😀']);
    same(&[true, false]);
    same(&[Box::<str>::from("x")]);
}

#[test]
fn options_and_nothing() {
    same(&[None, Some(1)]);
    same(&[None, Some(None), Some(Some(1))]);
    same(&[()]);
    same(&[PhantomData::<u8>]);
}

#[test]
fn pointers() {
    same(&[Box::new(1)]);
    same(&[&&1]);
    same_bytes(&text(&Rc::new(1)));
    same_schema::<Rc<u8>>();
    same_schema::<Arc<str>>();
    assert_eq!(text(&Arc::<str>::from("x")), r#""x""#);
    assert_eq!(text(&Arc::<[u8]>::from([1, 2])), "[1,2]");
}

#[test]
fn lists() {
    same(&[vec![], vec![1], vec![1, 2]]);
    same(&[VecDeque::from([1, 2])]);
    same(&[LinkedList::from([1, 2])]);
    same(&[BinaryHeap::from([1, 2])]);
    same(&[BTreeSet::from(["b", "a"])]);
    same(&[HashSet::from([1])]);
    same(&[[1, 2, 3]]);
    same::<[u8; 0]>(&[[]]);
    same_bytes::<[u8]>(&[1, 2]);
    same_schema::<[u8]>();
    // Neither serde nor schemars knows so long an array.
    assert_eq!(text(&[0_u8; 40]).len(), 81);
}

#[test]
fn tuples() {
    same(&[(1,)]);
    same(&[(1, "a", None::<u8>)]);
    same(&[(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "16")]);
}

#[test]
fn maps() {
    same(&[BTreeMap::from([("b", 1), ("a\"", 2)]), BTreeMap::new()]);
    same(&[HashMap::from([("a".to_owned(), vec![1])])]);
    same(&[BTreeMap::from([(Cow::Borrowed("a"), 1)])]);
    same(&[BTreeMap::from([(-1_i64, 1), (2, 3)])]);
    same(&[BTreeMap::from([(1_u8, 1)])]);
    same(&[BTreeMap::from([(u128::MAX, 1)])]);
    same(&[BTreeMap::from([(true, 1), (false, 2)])]);
    same(&[BTreeMap::from([('a', 1), ('"', 2)])]);
    same(&[BTreeMap::from([(Box::<str>::from("a"), 1)])]);
    same(&[BTreeMap::from([(Ipv4Addr::LOCALHOST, 1)])]);
}

#[test]
fn names_are_keys() {
    #[derive(Serialize, JsonSchema, ResponseModel, PartialEq, Eq, PartialOrd, Ord)]
    #[serde(rename_all = "lowercase")]
    enum Role {
        Admin,
        Guest,
    }
    #[derive(Serialize, JsonSchema, ResponseModel, PartialEq, Eq, PartialOrd, Ord)]
    struct UserId(i64);
    same(&[BTreeMap::from([(Role::Admin, 1), (Role::Guest, 2)])]);
    same(&[BTreeMap::from([(UserId(7), 1)])]);
}

#[test]
fn ranges_durations_and_addresses() {
    same(&[1..2, 3..4]);
    same(&[1..=2]);
    same(&[Duration::from_millis(1500)]);
    same(&[Ipv4Addr::LOCALHOST]);
    same(&[Ipv6Addr::LOCALHOST]);
    same(&[IpAddr::from([127, 0, 0, 1])]);
    same(&[SocketAddr::from(([127, 0, 0, 1], 80))]);
}
