//! What the shape of a model says of its fields.

use serde_json::json;
use steadfast::ResponseModel;

use crate::equal::schema;

#[test]
fn an_example_is_documented() {
    #[derive(ResponseModel)]
    struct User {
        #[response(example = "Ada Lovelace")]
        name: String,
        #[response(example = 6 * 7)]
        age: u8,
        #[response(example = ["a", "b"])]
        tags: Vec<String>,
    }
    let user = &schema::<User>()["definitions"][0]["properties"];
    assert_eq!(user["name"]["examples"], json!(["Ada Lovelace"]));
    assert_eq!(user["age"]["examples"], json!([42]));
    assert_eq!(user["tags"]["examples"], json!([["a", "b"]]));
}

#[test]
fn has_field_finds_fields_where_they_are_sent() {
    #[derive(ResponseModel)]
    struct Outer {
        #[serde(rename = "wire")]
        rust: u8,
        #[serde(flatten)]
        inner: Inner,
        #[serde(skip)]
        #[allow(dead_code)]
        hidden: u8,
    }
    #[derive(ResponseModel)]
    struct Inner {
        deep: u8,
    }
    for name in ["wire", "rust", "deep", "inner"] {
        assert!(Outer::SHAPE.has_field(name), "{name}");
        assert!(<Vec<Option<Outer>>>::SHAPE.has_field(name), "{name}");
    }
    for name in ["hidden", "deeper"] {
        assert!(!Outer::SHAPE.has_field(name), "{name}");
    }
}

#[test]
fn each_name_of_a_field_has_a_marker() {
    use steadfast::__private::{HasField, field_hash};

    #[derive(ResponseModel)]
    #[allow(dead_code)]
    struct User {
        #[serde(rename = "wire")]
        rust: u8,
        plain: u8,
    }
    const fn has<M: HasField<HASH>, const HASH: u64>() {}
    has::<User, { field_hash("wire") }>();
    has::<User, { field_hash("rust") }>();
    has::<steadfast::Page<User>, { field_hash("plain") }>();
    has::<Vec<Option<Box<User>>>, { field_hash("plain") }>();
}
