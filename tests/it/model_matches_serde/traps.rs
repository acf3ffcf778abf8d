//! Where a writer that knows its fields in advance goes wrong first.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use steadfast::ResponseModel;

use super::equal::{same, same_bytes, text};

#[derive(Serialize, JsonSchema, ResponseModel, Clone, Copy, Default)]
struct Small {
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<u8>,
}

fn small() -> [Small; 4] {
    [
        (None, None),
        (None, Some(2)),
        (Some(1), None),
        (Some(1), Some(2)),
    ]
    .map(|(first, second)| Small { first, second })
}

#[test]
fn every_field_may_be_skipped_in_every_order() {
    same(&small());
}

#[test]
fn the_first_field_of_a_variant_may_be_skipped() {
    macro_rules! enums {
        ($($(#[$attribute:meta])* $name:ident)*) => {$({
            #[derive(Serialize, ResponseModel)]
            $(#[$attribute])*
            enum $name {
                Fields {
                    #[serde(skip_serializing_if = "Option::is_none")]
                    first: Option<u8>,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    second: Option<u8>,
                },
            }
            for Small { first, second } in small() {
                same_bytes(&$name::Fields { first, second });
            }
        })*};
    }
    enums! {
        External
        #[serde(tag = "type")] Internal
        #[serde(tag = "type", content = "of")] Adjacent
        #[serde(untagged)] Untagged
    }
}

#[test]
fn the_first_item_of_a_tuple_variant_may_be_skipped() {
    #[derive(Serialize, ResponseModel)]
    enum Pair {
        Of(
            #[serde(skip)]
            #[allow(dead_code)]
            u8,
            u8,
            u8,
        ),
    }
    same_bytes(&Pair::Of(1, 2, 3));
}

#[test]
fn a_flattened_first_field_may_write_nothing() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Around {
        #[serde(flatten)]
        before: Small,
        #[serde(flatten)]
        map: BTreeMap<String, u8>,
        last: u8,
        #[serde(flatten)]
        maybe: Option<Other>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Other {
        other: u8,
    }
    for before in small() {
        for map in [BTreeMap::new(), BTreeMap::from([("k".to_owned(), 1)])] {
            for maybe in [None, Some(Other { other: 1 })] {
                same_bytes(&Around {
                    before,
                    map: map.clone(),
                    last: 9,
                    maybe,
                });
            }
        }
    }
}

#[test]
fn a_flattened_field_may_be_skipped() {
    #[derive(Serialize, ResponseModel)]
    struct Around {
        #[serde(flatten, skip_serializing_if = "is_small")]
        inner: Small,
        last: u8,
    }
    fn is_small(small: &Small) -> bool {
        small.first.is_none()
    }
    for inner in small() {
        same_bytes(&Around { inner, last: 9 });
    }
}

#[test]
fn a_serialize_written_by_hand_stands_beside_the_model() {
    #[derive(ResponseModel)]
    struct Celsius {
        degrees: f64,
    }
    impl Serialize for Celsius {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&format_args!("{} C", self.degrees))
        }
    }
    let celsius = Celsius { degrees: 21.5 };
    assert_eq!(text(&celsius), r#"{"degrees":21.5}"#);
    assert_eq!(serde_json::to_string(&celsius).unwrap(), r#""21.5 C""#);
}

#[test]
fn names_need_escapes() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Names {
        #[serde(rename = "\"quoted\"")]
        quoted: u8,
        #[serde(rename = "back\\slash")]
        slash: u8,
        #[serde(rename = "line\nfeed\u{1}")]
        control: u8,
        #[serde(rename = "h\u{e9}llo \u{1f600}")]
        beyond_ascii: u8,
        #[serde(rename = "")]
        empty: u8,
    }
    same(&[Names {
        quoted: 1,
        slash: 2,
        control: 3,
        beyond_ascii: 4,
        empty: 5,
    }]);
}

#[test]
fn raw_identifiers_lose_their_prefix_everywhere() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all_fields = "SCREAMING-KEBAB-CASE")]
    enum r#Try {
        r#Yield { r#in: u8, r#move: r#Loop },
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct r#Loop {
        r#match: u8,
    }
    same(&[r#Try::r#Yield {
        r#in: 1,
        r#move: r#Loop { r#match: 2 },
    }]);
}

#[test]
fn a_variant_renames_its_fields_and_itself() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
    enum Event {
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        FirstSeen {
            user_id: u8,
        },
        LastSeen {
            user_id: u8,
        },
        #[serde(rename = "GONE")]
        Gone,
    }
    same(&[
        Event::FirstSeen { user_id: 1 },
        Event::LastSeen { user_id: 2 },
        Event::Gone,
    ]);
}

#[test]
fn aliases_are_for_readers() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Aliased {
        #[serde(alias = "other")]
        number: u8,
    }
    assert_eq!(text(&Aliased { number: 1 }), r#"{"number":1}"#);
}

#[test]
fn unit_structs_stand_anywhere() {
    #[derive(Serialize, JsonSchema, ResponseModel, Clone, Copy)]
    struct Unit;
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Holder {
        unit: Unit,
        list: Vec<Unit>,
        option: Option<Unit>,
        tuple: (Unit, ()),
    }
    same_bytes(&Holder {
        unit: Unit,
        list: vec![Unit; 2],
        option: Some(Unit),
        tuple: (Unit, ()),
    });
}
