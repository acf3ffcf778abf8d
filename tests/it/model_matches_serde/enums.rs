//! Enums: every way of telling variants apart, every kind of variant.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use steadfast::prelude::*;

use super::equal::{same, same_bytes, schema, text};

#[derive(Serialize, JsonSchema, ResponseModel, Clone)]
struct Inner {
    x: u8,
    y: Option<String>,
}

fn inner() -> Inner {
    Inner { x: 1, y: None }
}

#[test]
fn an_enum_without_fields_is_text() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all = "kebab-case")]
    #[allow(dead_code)]
    enum Status {
        Active,
        OnHold,
        #[serde(rename = "gone \"for good\"")]
        Gone,
        #[serde(rename(serialize = "sent", deserialize = "received"))]
        Halves,
        r#Type,
        #[serde(skip_deserializing)]
        ReadOnly,
    }
    same(&[
        Status::Active,
        Status::OnHold,
        Status::Gone,
        Status::Halves,
        Status::r#Type,
        Status::ReadOnly,
    ]);
}

#[test]
#[allow(deprecated)]
fn a_documented_variant_has_a_schema_of_its_own() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    enum Status {
        Plain,
        /// Documented.
        Documented,
        #[deprecated]
        Old,
    }
    same(&[Status::Plain, Status::Documented, Status::Old]);
}

macro_rules! every_variant {
    ($name:ident #[$tagging:meta] $($tuple:ident)?) => {
        #[derive(Serialize, JsonSchema, ResponseModel)]
        #[$tagging]
        #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
        enum $name {
            /// Nothing in it.
            UnitVariant,
            PlainUnit,
            NewtypeOfModel(Inner),
            $($tuple(u8, Option<u8>),)?
            Struct {
                /// A field.
                one_field: u8,
                #[serde(skip_serializing_if = "Option::is_none")]
                two_fields: Option<u8>,
                #[serde(skip)]
                #[allow(dead_code)]
                hidden: u8,
            },
            EmptyStruct {},
            #[serde(rename = "renamed")]
            #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
            Other { one_field: Inner, #[serde(flatten)] more: BTreeMap<String, u8> },
            Boxed(Box<Inner>),
        }
        let models = [
            $name::UnitVariant,
            $name::PlainUnit,
            $name::NewtypeOfModel(inner()),
            $($name::$tuple(1, None), $name::$tuple(1, Some(2)),)?
            $name::Struct { one_field: 1, two_fields: None, hidden: 9 },
            $name::Struct { one_field: 1, two_fields: Some(2), hidden: 9 },
            $name::EmptyStruct {},
            $name::Other { one_field: inner(), more: [("z".to_owned(), 1)].into() },
            $name::Boxed(Box::new(inner())),
        ];
        same(&models);
    };
}

#[test]
fn externally_tagged() {
    every_variant!(External #[serde(deny_unknown_fields)] Tuple);
}

#[test]
fn internally_tagged() {
    every_variant!(Internal #[serde(tag = "type")]);
}

#[test]
fn internally_tagged_and_closed() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "type", deny_unknown_fields)]
    enum Closed {
        Unit,
        Struct { a: u8 },
        Newtype(ClosedInner),
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(deny_unknown_fields)]
    struct ClosedInner {
        b: u8,
    }
    same(&[
        Closed::Unit,
        Closed::Struct { a: 1 },
        Closed::Newtype(ClosedInner { b: 1 }),
    ]);
}

#[test]
fn adjacently_tagged() {
    every_variant!(Adjacent #[serde(tag = "t", content = "c")] Tuple);
}

#[test]
fn untagged() {
    every_variant!(Untagged #[serde(untagged)] Tuple);
}

#[test]
fn untagged_values_of_every_kind() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(untagged)]
    enum Anything {
        Number(f64),
        Text(String),
        List(Vec<Anything>),
        Pair(u8, u8),
        Nothing,
    }
    same(&[
        Anything::Number(1.0),
        Anything::Text("x".to_owned()),
        Anything::List(vec![Anything::Nothing, Anything::Pair(1, 2)]),
    ]);
}

#[test]
fn one_variant_may_be_untagged() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all = "lowercase")]
    enum Color {
        Red,
        Custom(u8),
        #[serde(untagged)]
        Other(String),
        #[serde(untagged)]
        Named {
            name: String,
        },
    }
    same(&[
        Color::Red,
        Color::Custom(1),
        Color::Other("x".to_owned()),
        Color::Named {
            name: "y".to_owned(),
        },
    ]);
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "kind")]
    enum Event {
        Known {
            id: u8,
        },
        #[serde(untagged)]
        Unknown(Inner),
    }
    same(&[Event::Known { id: 1 }, Event::Unknown(inner())]);
}

#[test]
fn an_internally_tagged_variant_may_hold_anything_with_members() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "type")]
    enum Event {
        Map(BTreeMap<String, u8>),
        Unit(()),
        UnitStruct(Unit),
        Tagged(Nested),
        Newtype(Wrapper),
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Unit;
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Wrapper(Inner);
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "kind")]
    enum Nested {
        A,
        B { b: u8 },
    }
    same(&[
        Event::Map([("a".to_owned(), 1)].into()),
        Event::Unit(()),
        Event::UnitStruct(Unit),
        Event::Tagged(Nested::A),
        Event::Tagged(Nested::B { b: 1 }),
        Event::Newtype(Wrapper(inner())),
    ]);
}

#[test]
fn a_newtype_variant_whose_field_is_skipped_is_a_unit_variant() {
    #[derive(Serialize, ResponseModel)]
    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        A(
            #[serde(skip)]
            #[allow(dead_code)]
            u8,
        ),
    }
    #[derive(Serialize, ResponseModel)]
    enum External {
        A(
            #[serde(skip)]
            #[allow(dead_code)]
            u8,
        ),
    }
    same_bytes(&Adjacent::A(1));
    same_bytes(&External::A(1));
}

#[test]
fn a_skipped_variant_cannot_be_sent() {
    #[derive(Serialize, ResponseModel)]
    #[allow(dead_code)]
    enum Status {
        Public,
        #[serde(skip_serializing)]
        Internal(String),
        #[serde(skip)]
        Hidden,
    }
    same_bytes(&Status::Public);
    for status in [Status::Internal("x".to_owned()), Status::Hidden] {
        let ours = steadfast::json::to_vec(&status).unwrap_err().to_string();
        assert_eq!(ours, serde_json::to_vec(&status).unwrap_err().to_string());
    }
    // schemars says the same in a `oneOf` of one.
    assert_eq!(
        schema::<Status>()["definitions"][0],
        serde_json::json!({ "type": "string", "enum": ["Public"] })
    );
}

#[test]
fn an_enum_without_variants_is_never_sent() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    enum Never {}
    same::<Never>(&[]);
    same::<Option<Never>>(&[None]);
}

#[test]
fn enums_nest_without_end() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "op")]
    enum Expression {
        Literal {
            value: i64,
        },
        Add {
            left: Box<Expression>,
            right: Box<Expression>,
        },
        Call(Call),
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Call {
        name: String,
        arguments: Vec<Expression>,
    }
    same(&[Expression::Add {
        left: Box::new(Expression::Literal { value: 1 }),
        right: Box::new(Expression::Call(Call {
            name: "f".to_owned(),
            arguments: vec![Expression::Literal { value: 2 }],
        })),
    }]);
}

/// The tag of the one inside would stand beside its own.
#[test]
fn an_internally_tagged_enum_cannot_hold_itself() {
    // serde would need a serializer within a serializer without end.
    #[derive(ResponseModel)]
    #[serde(tag = "op")]
    enum Not {
        True,
        Not(Box<Not>),
    }
    assert_eq!(text(&Not::True), r#"{"op":"True"}"#);
    let error = steadfast::json::to_vec(&Not::Not(Box::new(Not::True))).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"the object would have two members "op""#
    );
    #[route(get, "/", response = Not)]
    async fn not() -> Not {
        Not::True
    }
    let api = Api::<()>::new("t", "1").routes(routes![not]);
    let error = crate::startup_faults::in_lines(&api.try_into_router().unwrap_err()).concat();
    assert_eq!(
        error,
        "`Not` sends `op` twice: `0` is flattened and has a member of that name: rename one of them, or do not flatten"
    );
}

#[test]
fn a_foreign_variant_goes_through_serde() {
    #[derive(Serialize, JsonSchema)]
    struct Foreign {
        x: u8,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "type")]
    enum Event {
        Foreign(#[response(foreign)] Foreign),
    }
    assert_eq!(
        text(&Event::Foreign(Foreign { x: 1 })),
        r#"{"type":"Foreign","x":1}"#
    );
    same_bytes(&Event::Foreign(Foreign { x: 1 }));
}

#[test]
fn a_list_cannot_be_sent_flattened() {
    #[derive(ResponseModel)]
    #[serde(untagged)]
    enum Either {
        Named { a: u8 },
        Pair(u8, u8),
    }
    #[derive(ResponseModel)]
    struct Outer {
        #[serde(flatten)]
        either: Either,
    }
    assert_eq!(
        text(&Outer {
            either: Either::Named { a: 1 }
        }),
        r#"{"a":1}"#
    );
    assert!(
        steadfast::json::to_vec(&Outer {
            either: Either::Pair(1, 2)
        })
        .is_err()
    );
}
