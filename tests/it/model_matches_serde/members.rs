//! What is sent is what is documented where the members of a value stand among others, and where a field is unset.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use steadfast::describe::Schemas;
use steadfast::model::policy::{Everything, Fields, Nested, Policy, Selection};
use steadfast::{Field, ResponseModel};

use super::equal::{schema, schema_under, text};

/// The schema of the model takes each of the values, and no member that it does not name.
#[track_caller]
fn documented<M: ResponseModel>(models: &[M]) {
    let mut schemas = Schemas::default();
    let mut root = schemas.response(M::shape(), Selection::of::<Everything>());
    let components = schemas.finish(&mut root);
    let schema = json!({
        "allOf": [root],
        "unevaluatedProperties": false,
        "components": { "schemas": components },
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for model in models {
        let value: Value = serde_json::from_str(&text(model)).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(faults.is_empty(), "{value}: {faults:?}\n{schema:#}");
    }
}

#[derive(ResponseModel, Clone)]
struct Inner {
    x: u8,
    y: Option<String>,
}

const INNER: Inner = Inner { x: 1, y: None };

#[derive(ResponseModel, Clone)]
enum Level {
    Low,
    /// Documented by itself.
    High,
}

#[derive(ResponseModel, Clone)]
struct Counts {
    name: String,
    #[serde(flatten)]
    counts: BTreeMap<String, u8>,
}

fn counts() -> Counts {
    Counts {
        name: "Ada".to_owned(),
        counts: [("a".to_owned(), 1)].into(),
    }
}

#[test]
fn an_unset_field_is_null_where_it_cannot_be_left_out() {
    #[derive(ResponseModel)]
    struct Pair(Field<Inner>, u8);
    #[derive(ResponseModel)]
    enum Event {
        Seen(Field<Inner>),
        Gone,
    }
    documented(&[Field::Unset, Field::Set(INNER)]);
    documented(&[vec![Field::Unset, Field::Set(1_u8)]]);
    documented(&[BTreeMap::from([("a", Field::<u8>::Unset)])]);
    documented(&[Pair(Field::Unset, 1)]);
    documented(&[Event::Seen(Field::Unset), Event::Gone]);
}

#[test]
fn a_model_of_fields_that_may_be_unset_is_another_one() {
    #[derive(ResponseModel)]
    struct Envelope<T> {
        data: T,
    }
    let both = schema::<(Envelope<u8>, Envelope<Field<u8>>)>();
    assert_eq!(both["definitions"][0]["required"], json!(["data"]));
    assert_eq!(both["definitions"][1].get("required"), None);
}

#[test]
fn an_unset_field_that_is_flattened_has_no_members() {
    #[derive(ResponseModel)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        inner: Field<Inner>,
    }
    documented(&[Field::Unset, Field::Set(INNER)].map(|inner| Outer { id: 1, inner }));
}

#[test]
fn a_flattened_field_that_may_be_skipped_may_be_missing() {
    #[derive(ResponseModel)]
    struct Outer {
        id: u8,
        #[serde(flatten, skip_serializing_if = "is_low")]
        level: Level,
    }
    fn is_low(level: &Level) -> bool {
        matches!(level, Level::Low)
    }
    documented(&[Level::Low, Level::High].map(|level| Outer { id: 1, level }));
}

#[test]
fn a_documented_unit_variant_that_is_flattened_is_a_member() {
    #[derive(ResponseModel)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        level: Option<Level>,
    }
    documented(&[None, Some(Level::Low), Some(Level::High)].map(|level| Outer { id: 1, level }));
}

#[test]
fn a_flattened_option_may_hold_two_flattened_enums() {
    #[derive(ResponseModel, Clone)]
    #[serde(tag = "kind")]
    enum Kind {
        A,
        B { b: u8 },
    }
    #[derive(ResponseModel, Clone)]
    struct Both {
        #[serde(flatten)]
        level: Level,
        #[serde(flatten)]
        kind: Kind,
    }
    #[derive(ResponseModel)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        both: Option<Both>,
    }
    let both = |kind| {
        Some(Both {
            level: Level::High,
            kind,
        })
    };
    documented(&[None, both(Kind::A), both(Kind::B { b: 1 })].map(|both| Outer { id: 1, both }));
}

#[test]
fn what_is_untagged_and_flattened_may_have_no_members() {
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Either {
        Named(Inner),
        Nothing,
    }
    #[derive(ResponseModel)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        either: Either,
    }
    documented(&[Either::Named(INNER), Either::Nothing].map(|either| Outer { id: 1, either }));
}

#[test]
fn a_closed_model_and_a_map_behind_an_untagged_enum_leave_room_for_the_members_around_them() {
    #[derive(ResponseModel)]
    #[serde(deny_unknown_fields)]
    struct Closed {
        c: u8,
    }
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Either {
        Closed(Closed),
        Counts(Counts),
        Map(HashMap<String, u8>),
    }
    #[derive(ResponseModel)]
    struct Outer {
        id: String,
        #[serde(flatten)]
        either: Either,
        last: Vec<u16>,
    }
    let map = HashMap::from([("k".to_owned(), 1)]);
    documented(
        &[
            Either::Closed(Closed { c: 1 }),
            Either::Counts(counts()),
            Either::Map(map),
        ]
        .map(|either| Outer {
            id: "a".to_owned(),
            either,
            last: vec![1],
        }),
    );
}

#[test]
fn two_flattened_newtypes_are_both_documented() {
    #[derive(ResponseModel)]
    struct First(Inner);
    #[derive(ResponseModel)]
    struct Other {
        z: u8,
    }
    #[derive(ResponseModel)]
    struct Second(Other);
    #[derive(ResponseModel)]
    struct Outer {
        #[serde(flatten)]
        first: First,
        #[serde(flatten)]
        second: Second,
    }
    documented(&[Outer {
        first: First(INNER),
        second: Second(Other { z: 1 }),
    }]);
}

#[test]
fn what_stands_beside_a_tag_leaves_room_for_it() {
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Either {
        Counts(Counts),
        Nothing,
    }
    #[derive(ResponseModel)]
    #[serde(tag = "type")]
    enum Event {
        Counts(Counts),
        Either(Either),
        Level(Level),
        Maybe(Option<Inner>),
        Unset(Field<Inner>),
        Perhaps(Option<Level>),
    }
    documented(&[
        Event::Counts(counts()),
        Event::Either(Either::Counts(counts())),
        Event::Either(Either::Nothing),
        Event::Level(Level::Low),
        Event::Level(Level::High),
        Event::Maybe(None),
        Event::Maybe(Some(INNER)),
        Event::Unset(Field::Unset),
        Event::Unset(Field::Set(INNER)),
        Event::Perhaps(None),
        Event::Perhaps(Some(Level::Low)),
    ]);
}

#[test]
fn what_a_model_leaves_out_itself_is_left_out_of_what_it_flattens() {
    #[derive(ResponseModel)]
    #[response(exclude_none)]
    struct Outer {
        #[serde(flatten)]
        inner: Inner,
    }
    #[derive(ResponseModel)]
    #[serde(tag = "type")]
    #[response(exclude_defaults)]
    enum Event {
        Seen {
            #[serde(flatten)]
            inner: Inner,
            by: Vec<Inner>,
        },
    }
    let outer = Outer { inner: INNER };
    assert_eq!(text(&outer), r#"{"x":1}"#);
    documented(&[outer]);
    let seen = Event::Seen {
        inner: Inner { x: 0, y: None },
        by: vec![INNER],
    };
    assert_eq!(text(&seen), r#"{"type":"Seen","by":[{"x":1,"y":null}]}"#);
    documented(&[seen]);
}

#[test]
fn a_value_that_is_written_as_itself_is_not_described_by_itself() {
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Chain {
        Link(Option<Box<Chain>>),
        Named(Inner),
    }
    #[derive(ResponseModel)]
    struct Wrapped(Option<Box<Wrapped>>);
    documented(&[
        Chain::Link(None),
        Chain::Link(Some(Box::new(Chain::Named(INNER)))),
    ]);
    assert_eq!(
        schema::<Wrapped>()["definitions"],
        json!([{ "anyOf": [{ "type": "null" }] }])
    );
    documented(&[Wrapped(Some(Box::new(Wrapped(None))))]);
}

#[test]
fn a_selection_of_fields_may_contain_itself() {
    struct WithoutX;
    impl Policy for WithoutX {
        const FIELDS: Fields = Fields::Omit(&["x"]);
        type Nested = Nested<Self>;
        type At<const RUST: u64, const WIRE: u64> = Self::Nested;
    }
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Tree {
        Below(BTreeMap<String, Tree>),
        Leaf { x: u8, y: u8 },
    }
    let leaf = Tree::Leaf { x: 1, y: 2 };
    let tree = Tree::Below([("a".to_owned(), leaf)].into());
    let sent = steadfast::json::filled_to_vec::<Tree, WithoutX, Tree>(tree).unwrap();
    assert_eq!(sent, br#"{"a":{"y":2}}"#);
    let schema = schema_under::<Tree, WithoutX>();
    assert_eq!(
        schema["definitions"][0]["anyOf"][0]["additionalProperties"],
        json!({ "$ref": 0 })
    );
    assert_eq!(
        schema["definitions"][0]["anyOf"][1]["required"],
        json!(["y"])
    );
}

#[test]
fn an_example_of_what_is_flattened_is_not_one_of_the_whole() {
    #[derive(ResponseModel)]
    #[response(example = Self { a: 1 })]
    struct Part {
        a: u8,
    }
    #[derive(ResponseModel)]
    struct Whole {
        id: u8,
        #[serde(flatten)]
        part: Part,
    }
    assert_eq!(schema::<Whole>()["definitions"][0].get("examples"), None);
}
