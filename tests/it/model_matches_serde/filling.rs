//! Models filled from rows.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use steadfast::model::policy::Everything;
use steadfast::{FilledFrom, ResponseModel};

use super::equal::text;

/// Neither `Clone` nor `Copy`: it can only be moved.
struct Row {
    id: i64,
    name: String,
    address: AddressRow,
    tags: Vec<TagRow>,
    manager: Option<Box<AddressRow>>,
    scores: HashMap<String, u8>,
    #[allow(dead_code)]
    password_hash: String,
}

struct AddressRow {
    city: String,
    #[allow(dead_code)]
    secret: String,
}

struct TagRow {
    label: &'static str,
}

fn address(city: &str) -> AddressRow {
    AddressRow {
        city: city.to_owned(),
        secret: "hidden".to_owned(),
    }
}

fn row() -> Row {
    Row {
        id: 7,
        name: "Ada".to_owned(),
        address: address("London"),
        tags: vec![TagRow { label: "a" }, TagRow { label: "b" }],
        manager: Some(Box::new(address("Paris"))),
        scores: HashMap::from([("x".to_owned(), 1)]),
        password_hash: "$argon2$".to_owned(),
    }
}

#[derive(ResponseModel)]
#[response(from = AddressRow)]
struct AddressOut {
    city: String,
}

#[derive(ResponseModel)]
#[response(from = TagRow)]
struct TagOut {
    label: &'static str,
}

#[test]
fn only_the_fields_of_the_model_leave() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct UserOut {
        id: i64,
        name: String,
    }
    assert_eq!(text(&UserOut::fill(row())), r#"{"id":7,"name":"Ada"}"#);
}

#[test]
fn a_string_is_moved_and_not_copied() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct UserOut {
        name: String,
        scores: HashMap<String, u8>,
    }
    let row = row();
    let (name, scores) = (
        row.name.as_ptr(),
        row.scores.keys().next().unwrap().as_ptr(),
    );
    let user = UserOut::fill(row);
    assert_eq!(user.name.as_ptr(), name);
    assert_eq!(user.scores.keys().next().unwrap().as_ptr(), scores);
}

#[test]
fn nested_models_are_filled_from_nested_rows() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct UserOut {
        address: AddressOut,
        tags: Vec<TagOut>,
        manager: Option<Box<AddressOut>>,
    }
    assert_eq!(
        text(&UserOut::fill(row())),
        r#"{"address":{"city":"London"},"tags":[{"label":"a"},{"label":"b"}],"manager":{"city":"Paris"}}"#
    );
}

#[test]
fn a_model_is_filled_from_several_rows() {
    struct Account {
        id: i64,
    }
    struct Guest<T> {
        id: T,
    }
    #[derive(ResponseModel)]
    #[response(from = Row, from = Account)]
    #[response(from = Guest<i64>)]
    struct IdOut {
        id: i64,
    }
    assert_eq!(IdOut::fill(row()).id, 7);
    assert_eq!(IdOut::fill(Account { id: 8 }).id, 8);
    assert_eq!(IdOut::fill(Guest { id: 9 }).id, 9);
}

#[test]
fn a_field_may_come_from_another_field_or_deep_within() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct UserOut {
        #[response(from_field = name)]
        full_name: String,
        #[response(from_field = address.city)]
        city: String,
    }
    assert_eq!(
        text(&UserOut::fill(row())),
        r#"{"full_name":"Ada","city":"London"}"#
    );
}

#[test]
fn a_field_may_be_converted() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct UserOut {
        #[response(map = i64::to_string_owned)]
        id: String,
        #[response(from_field = tags, map = |tags: Vec<TagRow>| tags.len())]
        tag_count: usize,
    }
    trait ToStringOwned {
        fn to_string_owned(self) -> String;
    }
    impl ToStringOwned for i64 {
        fn to_string_owned(self) -> String {
            self.to_string()
        }
    }
    assert_eq!(text(&UserOut::fill(row())), r#"{"id":"7","tag_count":2}"#);
}

#[test]
fn a_users_own_conversion_is_used() {
    #[derive(ResponseModel)]
    #[response(from = Row, into, from = AddressRow)]
    struct Greeting {
        city: String,
    }
    impl From<Row> for Greeting {
        fn from(row: Row) -> Self {
            Self {
                city: row.name + " of " + &row.address.city,
            }
        }
    }
    assert_eq!(Greeting::fill(row()).city, "Ada of London");
    assert_eq!(Greeting::fill(address("Rome")).city, "Rome");
}

#[test]
fn a_skipped_field_takes_its_default() {
    #[derive(ResponseModel)]
    #[response(from = AddressRow)]
    struct Out {
        city: String,
        #[serde(skip)]
        cached: Option<u8>,
        #[serde(skip, default = "nine")]
        nine: u8,
    }
    fn nine() -> u8 {
        9
    }
    let out = Out::fill(address("Rome"));
    assert_eq!((out.city.as_str(), out.cached, out.nine), ("Rome", None, 9));
}

#[test]
fn a_tuple_struct_is_filled_by_position() {
    struct Pair(u8, AddressRow);
    #[derive(ResponseModel)]
    #[response(from = Pair)]
    struct PairOut(u8, AddressOut);
    assert_eq!(
        text(&PairOut::fill(Pair(1, address("Rome")))),
        r#"[1,{"city":"Rome"}]"#
    );
}

#[test]
fn an_enum_is_filled_variant_by_variant() {
    enum Event<T> {
        Moved {
            to: AddressRow,
            #[allow(dead_code)]
            by: u8,
        },
        Tagged(T),
        Nothing,
    }
    #[derive(ResponseModel)]
    #[response(from = Event<TagRow>)]
    #[serde(tag = "type")]
    enum EventOut {
        Moved { to: AddressOut },
        Tagged(TagOut),
        Nothing,
    }
    let events = vec![
        Event::Moved {
            to: address("Rome"),
            by: 1,
        },
        Event::Tagged(TagRow { label: "a" }),
        Event::Nothing,
    ];
    assert_eq!(
        text(&Vec::<EventOut>::fill(events)),
        r#"[{"type":"Moved","to":{"city":"Rome"}},{"type":"Tagged","label":"a"},{"type":"Nothing"}]"#
    );
}

#[test]
fn rows_may_borrow() {
    struct View<'a> {
        name: &'a str,
    }
    #[derive(ResponseModel)]
    #[response(from = View<'a>)]
    struct ViewOut<'a> {
        name: &'a str,
    }
    #[derive(ResponseModel)]
    #[response(from = View<'_>)]
    struct Length {
        #[response(from_field = name, map = str::len)]
        length: usize,
    }
    #[derive(ResponseModel)]
    #[response(from = &Row)]
    struct Id {
        id: i64,
    }
    assert_eq!(ViewOut::fill(View { name: "Ada" }).name, "Ada");
    assert_eq!(Length::fill(View { name: "Ada" }).length, 3);
    assert_eq!(Id::fill(&row()).id, 7);
}

#[test]
fn containers_are_filled_item_by_item() {
    assert_eq!(
        text(&Vec::<AddressOut>::fill(vec![address("Rome")])),
        r#"[{"city":"Rome"}]"#
    );
    assert_eq!(
        text(&Option::<AddressOut>::fill(None::<AddressRow>)),
        "null"
    );
    assert_eq!(
        text(&<[TagOut; 1]>::fill([TagRow { label: "a" }])),
        r#"[{"label":"a"}]"#
    );
    let map = BTreeMap::from([(1, address("Rome"))]);
    assert_eq!(
        text(&BTreeMap::<u8, AddressOut>::fill(map)),
        r#"{"1":{"city":"Rome"}}"#
    );
    assert_eq!(
        text(&<(AddressOut, u8)>::fill((address("Rome"), 1))),
        r#"[{"city":"Rome"},1]"#
    );
}

#[test]
fn containers_are_filled_while_they_are_written() {
    let rows = (
        vec![Some(address("Rome")), None],
        BTreeMap::from([("a", Box::new(address("Bonn")))]),
    );
    let bytes = steadfast::json::filled_to_vec::<
        (Vec<Option<AddressOut>>, BTreeMap<&str, Box<AddressOut>>),
        Everything,
        _,
    >(rows)
    .unwrap();
    assert_eq!(bytes, br#"[[{"city":"Rome"},null],{"a":{"city":"Bonn"}}]"#);
}

#[test]
fn a_generic_model_is_filled_from_itself_with_other_arguments() {
    #[derive(ResponseModel)]
    struct Envelope<T, const N: usize = 1>
    where
        T: Sized,
    {
        data: T,
        list: Vec<T>,
        nested: Option<Box<Self>>,
        count: u8,
        #[serde(skip)]
        #[allow(dead_code)]
        marker: PhantomData<T>,
    }
    let envelope = Envelope::<_, 1> {
        data: address("Rome"),
        list: vec![address("Bonn")],
        nested: None,
        count: 3,
        marker: PhantomData,
    };
    let filled: Envelope<AddressOut> = FilledFrom::fill(envelope);
    assert_eq!(
        text(&filled),
        r#"{"data":{"city":"Rome"},"list":[{"city":"Bonn"}],"nested":null,"count":3}"#
    );
    let same: Envelope<AddressOut> = FilledFrom::fill(filled);
    assert_eq!(same.count, 3);
}

#[test]
fn generic_models_are_filled_through_each_other() {
    #[derive(ResponseModel)]
    struct Outer<T> {
        inner: Inner<T>,
        either: Either<T, u8>,
    }
    #[derive(ResponseModel)]
    struct Inner<T>(T);
    #[derive(ResponseModel)]
    enum Either<L, R> {
        #[allow(dead_code)]
        Left(L),
        Right {
            right: R,
        },
    }
    let outer = Outer {
        inner: Inner(address("Rome")),
        either: Either::Right { right: 1 },
    };
    let filled: Outer<AddressOut> = FilledFrom::fill(outer);
    assert_eq!(
        text(&filled),
        r#"{"inner":{"city":"Rome"},"either":{"Right":{"right":1}}}"#
    );
}

#[test]
fn a_generic_row_fills_a_generic_model() {
    struct Wrapper<T> {
        value: T,
    }
    #[derive(ResponseModel)]
    #[response(from = Wrapper<T>)]
    struct WrapperOut<T> {
        value: T,
    }
    assert_eq!(WrapperOut::fill(Wrapper { value: 1_u8 }).value, 1);
}
