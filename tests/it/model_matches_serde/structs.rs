//! Structs and the attributes of their fields.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use steadfast::ResponseModel;

use super::equal::{same, same_bytes, schema, text};

#[test]
fn a_struct_without_attributes() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct User {
        id: i64,
        name: String,
        admin: bool,
        score: Option<f64>,
    }
    same(&[
        User {
            id: -7,
            name: "Ada \"the first\"\n\u{1}\u{7f}é😀".to_owned(),
            admin: true,
            score: None,
        },
        User {
            id: i64::MIN,
            name: String::new(),
            admin: false,
            score: Some(0.1),
        },
    ]);
}

#[test]
fn a_struct_without_fields() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Empty {}
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Unit;
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct NoItems();
    same(&[Empty {}]);
    same(&[Unit]);
    same(&[NoItems()]);
}

#[test]
fn a_struct_with_one_nameless_field_is_written_as_the_field() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct UserId(i64);
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Maybe(Option<UserId>);
    same(&[UserId(7)]);
    same(&[Maybe(None), Maybe(Some(UserId(8)))]);
}

#[test]
fn a_struct_with_several_nameless_fields_is_written_as_a_list() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Point(
        f32,
        f32,
        #[serde(skip)]
        #[allow(dead_code)]
        bool,
    );
    same(&[Point(1.5, -0.0, true)]);
}

#[test]
fn doc_comments_become_titles_and_descriptions() {
    /// # A heading
    ///
    /// And a text
    /// of two lines.
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Documented {
        /// What it is.
        a: u8,
        #[doc = " One line"]
        #[doc = "and another"]
        b: Inner,
    }
    /// Inside.
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Inner(
        /// The number in it.
        u8,
    );
    same(&[Documented { a: 1, b: Inner(2) }]);
}

#[test]
#[allow(deprecated)]
fn deprecated_types_and_fields_are_marked() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[deprecated]
    struct Old {
        #[deprecated(note = "use b")]
        a: u8,
        b: u8,
    }
    same(&[Old { a: 1, b: 2 }]);
}

#[test]
fn fields_are_renamed() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all = "camelCase", rename = "Renamed")]
    struct Fields {
        user_name: u8,
        #[serde(rename = "with \"quotes\" and é")]
        quoted: u8,
        #[serde(rename(serialize = "sent", deserialize = "received"))]
        both_ways: u8,
        r#type: u8,
        #[serde(alias = "other")]
        aliased_name: u8,
    }
    same(&[Fields {
        user_name: 1,
        quoted: 2,
        both_ways: 3,
        r#type: 4,
        aliased_name: 5,
    }]);
}

#[test]
fn every_case_renames_as_serde_does() {
    macro_rules! cases {
        ($($name:ident $case:literal)*) => {$({
            #[derive(Serialize, JsonSchema, ResponseModel)]
            #[serde(rename_all = $case)]
            struct $name {
                one_field: u8,
                _leading: u8,
                x2_y: u8,
            }
            same(&[$name { one_field: 1, _leading: 2, x2_y: 3 }]);
        })*};
    }
    cases! {
        Lower "lowercase"
        Upper "UPPERCASE"
        Pascal "PascalCase"
        Camel "camelCase"
        Snake "snake_case"
        ScreamingSnake "SCREAMING_SNAKE_CASE"
        Kebab "kebab-case"
        ScreamingKebab "SCREAMING-KEBAB-CASE"
    }
}

#[test]
fn the_serialize_half_of_rename_all_counts() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all(serialize = "SCREAMING_SNAKE_CASE", deserialize = "camelCase"))]
    struct Halves {
        one_field: u8,
    }
    same(&[Halves { one_field: 1 }]);
}

#[test]
fn skipped_fields_are_not_sent() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[allow(dead_code)]
    struct Skipping {
        #[serde(skip)]
        first: String,
        sent: u8,
        #[serde(skip_serializing)]
        written_only: u8,
        #[serde(skip_deserializing)]
        read_only: u8,
    }
    same(&[Skipping {
        first: "x".to_owned(),
        sent: 1,
        written_only: 2,
        read_only: 3,
    }]);
}

#[test]
fn the_first_field_may_be_left_out() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Patch {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<u8>,
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        b: Vec<u16>,
        #[serde(skip_serializing_if = "Option::is_none", default = "seven")]
        c: Option<u8>,
    }
    fn seven() -> Option<u8> {
        Some(7)
    }
    let patch = |a, b: &[u16], c| Patch {
        a,
        b: b.to_vec(),
        c,
    };
    same(&[
        patch(None, &[], None),
        patch(None, &[], Some(1)),
        patch(None, &[1, 2], None),
        patch(Some(1), &[], None),
        patch(Some(1), &[2], Some(3)),
    ]);
}

#[test]
fn defaults_are_documented() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(default)]
    struct Settings {
        theme: String,
        #[serde(default = "Settings::pages")]
        pages: u8,
        nested: Nested,
    }
    #[derive(Serialize, JsonSchema, ResponseModel, Default, Clone)]
    struct Nested {
        #[serde(default)]
        deep: Vec<u16>,
    }
    impl Settings {
        fn pages() -> u8 {
            9
        }
    }
    impl Default for Settings {
        fn default() -> Self {
            Self {
                theme: "dark".to_owned(),
                pages: 1,
                nested: Nested { deep: vec![1] },
            }
        }
    }
    same(&[Settings::default()]);
}

#[test]
fn a_closed_struct_is_documented_as_closed() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(deny_unknown_fields)]
    struct Closed {
        a: u8,
    }
    same(&[Closed { a: 1 }]);
}

#[test]
fn flattened_members_stand_in_place_of_the_field() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Outer {
        #[serde(flatten)]
        first: Inner,
        #[serde(flatten)]
        maybe: Option<Other>,
        own: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Inner {
        #[serde(skip_serializing_if = "Option::is_none")]
        a: Option<u8>,
        b: Box<u8>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(deny_unknown_fields)]
    struct Other {
        c: u8,
    }
    let outer = |a, c: Option<u8>, rest: &[(&str, u8)]| Outer {
        first: Inner { a, b: Box::new(2) },
        maybe: c.map(|c| Other { c }),
        own: 3,
        rest: rest
            .iter()
            .map(|&(key, value)| (key.to_owned(), value))
            .collect(),
    };
    same(&[
        outer(None, None, &[]),
        outer(Some(1), None, &[("x", 1)]),
        outer(None, Some(3), &[("x", 1), ("\"", 2)]),
    ]);
}

#[test]
fn flattened_enums_are_members() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Event {
        at: u64,
        #[serde(flatten)]
        what: What,
        #[serde(flatten)]
        how: Option<How>,
        #[serde(flatten)]
        kind: Kind,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    enum What {
        Nothing,
        One(u8),
        Two(u8, u8),
        Named { x: u8 },
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "how")]
    enum How {
        Fast,
        Slow { by: u8 },
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(tag = "kind", content = "data")]
    enum Kind {
        Unit,
        Data(u8),
    }
    let whats = [
        What::Nothing,
        What::One(1),
        What::Two(1, 2),
        What::Named { x: 1 },
    ];
    let hows = [None, Some(How::Fast), Some(How::Slow { by: 1 }), None];
    let kinds = [Kind::Unit, Kind::Data(1), Kind::Unit, Kind::Data(2)];
    let events: Vec<_> = whats
        .into_iter()
        .zip(hows)
        .zip(kinds)
        .map(|((what, how), kind)| Event {
            at: 1,
            what,
            how,
            kind,
        })
        .collect();
    same(&events);
}

#[test]
fn an_empty_flattened_struct_leaves_an_empty_object() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Outer {
        #[serde(flatten)]
        inner: Option<Inner>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Inner {
        a: u8,
    }
    same(&[
        Outer { inner: None },
        Outer {
            inner: Some(Inner { a: 1 }),
        },
    ]);
}

#[test]
fn a_transparent_struct_is_its_field() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(transparent)]
    struct Named {
        value: Vec<u16>,
        #[serde(skip)]
        #[allow(dead_code)]
        marker: (),
    }
    /// Documented.
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(transparent)]
    struct Documented(Named);
    same(&[Named {
        value: vec![1],
        marker: (),
    }]);
    same(&[Documented(Named {
        value: vec![],
        marker: (),
    })]);
}

#[test]
fn a_struct_is_converted_into_what_is_sent() {
    #[derive(Serialize, JsonSchema, ResponseModel, Clone)]
    #[serde(into = "Sent")]
    struct Kept {
        id: u8,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Sent {
        identifier: String,
    }
    impl From<Kept> for Sent {
        fn from(kept: Kept) -> Self {
            Self {
                identifier: kept.id.to_string(),
            }
        }
    }
    same(&[Kept { id: 1 }]);
}

#[test]
fn a_tagged_struct_names_itself() {
    #[derive(Serialize, ResponseModel)]
    #[serde(tag = "type", rename = "user")]
    struct User {
        id: u8,
    }
    same_bytes(&User { id: 1 });
    // schemars does not say that the tag is there.
    let schema = schema::<User>();
    assert_eq!(
        schema["definitions"][0]["required"],
        serde_json::json!(["type", "id"])
    );
}

#[test]
fn a_function_writes_a_field_and_another_describes_it() {
    fn as_text<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
    mod doubled {
        pub fn serialize<S: serde::Serializer>(
            value: &u8,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_u8(value * 2)
        }
    }
    fn even(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "multipleOf": 2 })
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct With {
        #[serde(serialize_with = "as_text")]
        #[schemars(with = "String")]
        a: u8,
        #[serde(with = "doubled")]
        #[schemars(schema_with = "even")]
        #[response(schema_with = even)]
        b: u8,
        #[serde(skip_serializing_if = "is_zero", serialize_with = "as_text")]
        #[schemars(with = "String")]
        c: u8,
    }
    fn is_zero(value: &u8) -> bool {
        *value == 0
    }
    same(&[With { a: 1, b: 2, c: 0 }, With { a: 1, b: 2, c: 3 }]);
}

#[test]
fn a_foreign_field_goes_through_serde() {
    #[derive(Serialize, JsonSchema)]
    struct Foreign {
        x: Option<u8>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Model {
        #[response(foreign)]
        foreign: Foreign,
        #[response(
            foreign,
            allow(untyped_field, reason = "whatever the partner sends is handed on")
        )]
        #[serde(flatten)]
        rest: serde_json::Map<String, serde_json::Value>,
    }
    let mut rest = serde_json::Map::new();
    let empty = Model {
        foreign: Foreign { x: None },
        rest: rest.clone(),
    };
    rest.insert("y".to_owned(), serde_json::json!([1, { "z": null }]));
    let full = Model {
        foreign: Foreign { x: Some(1) },
        rest,
    };
    same(&[empty, full]);
}

#[test]
fn a_foreign_field_may_fail() {
    struct Failing;
    impl Serialize for Failing {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("out of order"))
        }
    }
    impl JsonSchema for Failing {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Failing".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({})
        }
    }
    #[derive(ResponseModel)]
    struct Model {
        #[response(foreign)]
        failing: Failing,
        after: u8,
    }
    let error = steadfast::json::to_vec(&Model {
        failing: Failing,
        after: 1,
    })
    .unwrap_err();
    assert_eq!(error.to_string(), "`failing`: out of order");
}

#[test]
fn a_packed_struct_is_read_by_copy() {
    #[derive(Serialize, JsonSchema, ResponseModel, Clone, Copy)]
    #[repr(C, packed)]
    struct Packed {
        a: u8,
        b: u32,
    }
    same(&[Packed { a: 1, b: 2 }]);
}

#[test]
fn a_size_hint_is_nearly_exact() {
    #[derive(ResponseModel)]
    struct User {
        id: u32,
        name: String,
        tags: Vec<String>,
    }
    let user = User {
        id: 12_345,
        name: "Ada Lovelace".to_owned(),
        tags: vec!["one".to_owned(); 100],
    };
    let (hint, length) = (user.size_hint(), text(&user).len());
    assert!(
        (length..length + length / 8).contains(&hint),
        "{hint} for {length}"
    );
}
