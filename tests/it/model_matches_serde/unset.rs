//! Fields that may be unset.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use steadfast::{Field, ResponseModel};

use super::equal::{schema, text};

#[derive(Debug, PartialEq, Deserialize, JsonSchema, ResponseModel)]
struct Patch {
    name: Field<String>,
    phone: Field<Option<String>>,
    #[response(allow(bytes_as_numbers, reason = "they count"))]
    tags: Field<Vec<u8>>,
}

fn read(json: &str) -> Result<Patch, serde_json::Error> {
    serde_json::from_str(json)
}

#[test]
fn an_absent_key_is_unset_without_an_attribute() {
    let patch = read("{}").unwrap();
    assert_eq!(
        patch,
        Patch {
            name: Field::Unset,
            phone: Field::Unset,
            tags: Field::Unset
        }
    );
}

#[test]
fn null_is_a_value_of_a_nullable_field() {
    let patch = read(r#"{"phone":null,"tags":[1]}"#).unwrap();
    assert_eq!(patch.phone, Field::Set(None));
    assert_eq!(patch.tags, Field::Set(vec![1]));
}

#[test]
fn null_is_an_error_for_a_field_that_is_not_nullable() {
    let error = read(r#"{"name":null}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("invalid type: null, expected a string"),
        "{error}"
    );
}

#[test]
fn a_value_of_another_type_is_an_error() {
    assert!(read(r#"{"name":7}"#).is_err());
    assert!(read(r#"{"tags":[true]}"#).is_err());
    assert!(read(r#"{"name":"#).is_err());
}

#[test]
fn a_value_reads_the_same_from_every_deserializer() {
    let from_value: Patch =
        serde_json::from_value(json!({ "name": "Ada", "phone": null })).unwrap();
    assert_eq!(from_value.name, Field::Set("Ada".to_owned()));
    assert_eq!(from_value.phone, Field::Set(None));
    assert_eq!(from_value.tags, Field::Unset);

    // Flattened, and so read from a buffer.
    #[derive(Deserialize)]
    struct Outer {
        #[serde(flatten)]
        patch: Patch,
    }
    let outer: Outer = serde_json::from_str(r#"{"tags":[1],"phone":"5"}"#).unwrap();
    assert_eq!(outer.patch.name, Field::Unset);
    assert_eq!(outer.patch.phone, Field::Set(Some("5".to_owned())));
    assert_eq!(outer.patch.tags, Field::Set(vec![1]));
}

#[test]
fn a_missing_field_inside_a_set_field_is_an_error() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        inner: Field<Inner>,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        required: u8,
    }
    let error = serde_json::from_str::<Outer>(r#"{"inner":{}}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("missing field `required`"),
        "{error}"
    );
}

#[test]
fn an_unset_field_is_left_out_of_every_response() {
    let patch = |name, phone| Patch {
        name,
        phone,
        tags: Field::Unset,
    };
    assert_eq!(text(&patch(Field::Unset, Field::Unset)), "{}");
    assert_eq!(
        text(&patch(Field::Unset, Field::Set(None))),
        r#"{"phone":null}"#
    );
    assert_eq!(
        text(&patch(Field::Set("Ada".to_owned()), Field::Unset)),
        r#"{"name":"Ada"}"#
    );
}

#[test]
fn an_unset_field_behind_a_newtype_is_left_out_as_well() {
    #[derive(ResponseModel)]
    struct Phone(Field<String>);
    #[derive(ResponseModel)]
    struct User {
        phone: Phone,
        id: u8,
    }
    assert_eq!(
        text(&User {
            phone: Phone(Field::Unset),
            id: 1
        }),
        r#"{"id":1}"#
    );
}

#[test]
fn a_field_is_documented_as_its_value_and_never_required() {
    let patch = &schema::<Patch>()["definitions"][0];
    assert_eq!(
        *patch,
        json!({
            "type": "object",
            "properties": {
                "name": { "type": "string" },
                "phone": { "type": ["string", "null"] },
                "tags": {
                    "type": "array",
                    "items": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 },
                },
            },
        })
    );
    let request = schemars::schema_for!(Patch);
    assert_eq!(request.get("required"), None);
    assert_eq!(request.get("properties"), patch.get("properties"));
}

#[test]
fn plain_serde_can_leave_it_out_when_told_to() {
    #[derive(Serialize)]
    struct Plain {
        #[serde(skip_serializing_if = "Field::is_unset")]
        a: Field<u8>,
        b: Field<u8>,
    }
    let plain = Plain {
        a: Field::Unset,
        b: Field::Set(1),
    };
    assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"b":1}"#);
}

#[test]
fn a_field_is_applied_mapped_and_looked_into() {
    let mut name = "Ada".to_owned();
    Field::Unset.apply(&mut name);
    assert_eq!(name, "Ada");
    Field::Set("Grace".to_owned()).apply(&mut name);
    assert_eq!(name, "Grace");
    assert_eq!(Field::from(2).map(|number| number * 2), Field::Set(4));
    assert_eq!(
        Field::Set("x".to_owned()).as_ref().map(String::len),
        Field::Set(1)
    );
    assert_eq!(Field::<u8>::default(), Field::Unset);
    assert!(Field::<u8>::Unset.is_unset());
    assert_eq!(Field::Set(1).into_option(), Some(1));
}
