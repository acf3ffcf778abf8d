//! What is sent is what is documented where the members of a value stand among others, and where a field is unset.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use steadfast::describe::Schemas;
use steadfast::model::policy::{Everything, Selection};
use steadfast::{Field, ResponseModel};

use super::equal::{schema, text};

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
