//! The keys of maps: whatever serde writes as one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::num::{NonZeroU16, Wrapping};
use std::rc::Rc;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use steadfast::ResponseModel;

use super::equal::same_bytes;

/// A map with each of these keys has the bytes that serde writes, and its schema takes them.
fn are_keys<K: Serialize + ResponseModel + steadfast::model::MapKey + Ord + Debug>(
    keys: impl IntoIterator<Item = K>,
) {
    let map: BTreeMap<K, u8> = keys.into_iter().map(|key| (key, 1)).collect();
    same_bytes(&[map]);
}

macro_rules! newtypes {
    ($($(#[$attribute:meta])* $name:ident($type:ty) = [$($key:expr),*];)*) => {$({
        #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
        $(#[$attribute])*
        struct $name($type);
        are_keys([$($name($key)),*]);
    })*};
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, ResponseModel,
)]
#[serde(rename_all = "kebab-case")]
enum Level {
    ReadOnly,
    Admin,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
struct Id(u64);

#[test]
fn a_newtype_is_a_key_where_its_content_is_one() {
    newtypes! {
        Text(Arc<str>) = [Arc::from("a"), Arc::from("\"")];
        #[serde(transparent)] Shared(Rc<str>) = [Rc::from("a")];
        Boxed(Box<str>) = [Box::from("a")];
        Lent(Cow<'static, str>) = [Cow::Borrowed("a")];
        Borrowed(&'static str) = ["a"];
        Flag(bool) = [true, false];
        Letter(char) = ['a', 'é'];
        Count(NonZeroU16) = [NonZeroU16::MIN];
        Wrapped(Wrapping<u8>) = [Wrapping(3)];
        OfEnum(Level) = [Level::ReadOnly, Level::Admin];
        OfNewtype(Id) = [Id(7)];
        OfBox(Box<Id>) = [Box::new(Id(7))];
        Wide(i128) = [i128::MIN];
        Address(std::net::IpAddr) = [std::net::Ipv4Addr::LOCALHOST.into()];
    }
}

#[test]
#[cfg(all(feature = "uuid", feature = "chrono"))]
fn the_types_of_other_crates_are_keys_inside_of_newtypes() {
    newtypes! {
        UserId(uuid::Uuid) = [uuid::Uuid::nil()];
        Day(chrono::NaiveDate) = ["2024-02-29".parse().unwrap()];
        Moment(chrono::DateTime<chrono::Utc>) = ["2024-02-29T01:02:03Z".parse().unwrap()];
    }
}

#[test]
fn generic_and_transparent_structs_are_keys() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
    #[serde(transparent)]
    struct Of<T, U> {
        id: T,
        #[serde(skip)]
        _mark: std::marker::PhantomData<U>,
    }
    are_keys([Of::<_, ()> {
        id: Id(1),
        _mark: std::marker::PhantomData,
    }]);
}

#[test]
fn what_is_written_as_a_key_is_one() {
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
    #[serde(into = "String")]
    struct Slug {
        words: Vec<String>,
    }
    impl From<Slug> for String {
        fn from(slug: Slug) -> Self {
            slug.words.join("-")
        }
    }
    are_keys([Slug {
        words: vec!["a".to_owned(), "b".to_owned()],
    }]);
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
    #[serde(untagged)]
    enum Either {
        Number(u64),
        Text(String),
        Level(Level),
    }
    are_keys([
        Either::Number(7),
        Either::Text("a".to_owned()),
        Either::Level(Level::Admin),
    ]);
}

#[test]
fn an_enum_of_names_and_an_untagged_rest_is_a_key() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ResponseModel)]
    #[serde(rename_all = "lowercase")]
    enum Language {
        English,
        German,
        #[serde(skip)]
        #[allow(dead_code)]
        Unknown,
        #[serde(untagged)]
        Other(String),
    }
    are_keys([
        Language::English,
        Language::German,
        Language::Other("nl".to_owned()),
    ]);
}

#[test]
fn the_schema_of_a_map_takes_the_keys_inside_of_newtypes() {
    #[derive(PartialEq, Eq, PartialOrd, Ord, ResponseModel)]
    struct OfLevel(Level);
    #[derive(ResponseModel)]
    struct Maps {
        by_id: BTreeMap<Id, u8>,
        by_level: BTreeMap<OfLevel, bool>,
    }
    let mut schemas = steadfast::describe::Schemas::default();
    let selection =
        steadfast::model::policy::Selection::of::<steadfast::model::policy::Everything>();
    let mut document = schemas.response(Maps::shape(), selection);
    let components = schemas.finish(&mut document);
    let properties = &components["Maps"]["properties"];
    let of_numbers = properties["by_id"]["patternProperties"]
        .as_object()
        .unwrap();
    assert_eq!(of_numbers.keys().collect::<Vec<_>>(), [r"^\d+$"]);
    let of_levels = properties["by_level"]["properties"].as_object().unwrap();
    assert_eq!(of_levels.keys().collect::<Vec<_>>(), ["admin", "read-only"]);
}
