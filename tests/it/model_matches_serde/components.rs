//! The names of schemas in a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use steadfast::describe::Schemas;
use steadfast::model::policy::{Everything, Nested, Policy, Selection};
use steadfast::{Page, ResponseModel};

use super::equal::{same_schema, text};

mod shop {
    #[derive(steadfast::ResponseModel)]
    pub struct Address {
        pub street: String,
    }
}

mod billing {
    #[derive(steadfast::ResponseModel)]
    pub struct Address {
        pub iban: String,
    }
}

#[derive(ResponseModel)]
struct UserOut {
    id: u8,
    boss: Option<Box<UserOut>>,
}

/// What the document calls the schemas that `describe` asks for, and the schemas it has.
fn document(describe: impl FnOnce(&mut Schemas) -> Value) -> (Value, Value) {
    let mut schemas = Schemas::default();
    let mut document = describe(&mut schemas);
    let components = schemas.finish(&mut document);
    (document, components.into())
}

fn response<M: ResponseModel>(schemas: &mut Schemas) -> Value {
    schemas.response(M::shape(), Selection::of::<Everything>())
}

fn names(components: &Value) -> Vec<&str> {
    components
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn a_model_is_referred_to_by_its_name() {
    let (document, components) = document(response::<UserOut>);
    assert_eq!(document, reference("UserOut"));
    assert_eq!(
        components,
        json!({
            "UserOut": {
                "type": "object",
                "properties": {
                    "id": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 },
                    "boss": { "anyOf": [reference("UserOut"), { "type": "null" }] },
                },
                "required": ["id", "boss"],
            }
        })
    );
}

#[test]
fn a_type_stands_once_however_often_it_is_sent() {
    let (document, components) = document(|schemas| {
        json!([
            response::<UserOut>(schemas),
            response::<Vec<UserOut>>(schemas)
        ])
    });
    assert_eq!(
        document,
        json!([reference("UserOut"), { "type": "array", "items": reference("UserOut") }])
    );
    assert_eq!(names(&components), ["UserOut"]);
}

#[test]
fn a_generic_type_is_named_with_its_arguments() {
    #[derive(ResponseModel)]
    struct Envelope<T> {
        data: T,
    }
    #[derive(ResponseModel)]
    struct Grid<const N: usize> {
        id: u8,
    }
    let (document, components) = document(|schemas| {
        json!([
            response::<Page<UserOut>>(schemas),
            response::<Envelope<Vec<UserOut>>>(schemas),
            response::<Envelope<Option<String>>>(schemas),
            response::<Grid<3>>(schemas),
            response::<Grid<4>>(schemas),
        ])
    });
    let expected = [
        "Page_UserOut",
        "Envelope_Vec_UserOut",
        "Envelope_Option_String",
        "Grid_3",
        "Grid_4",
    ];
    assert_eq!(
        document,
        expected.map(reference).into_iter().collect::<Value>()
    );
    assert_eq!(components.as_object().unwrap().len(), 6);
}

#[test]
fn two_types_of_one_name_are_told_apart_by_their_modules() {
    let (document, components) = document(|schemas| {
        json!([
            response::<shop::Address>(schemas),
            response::<billing::Address>(schemas)
        ])
    });
    assert_eq!(
        document,
        json!([reference("shop_Address"), reference("billing_Address")])
    );
    assert!(
        components["shop_Address"]["properties"]
            .get("street")
            .is_some()
    );
    assert!(
        components["billing_Address"]["properties"]
            .get("iban")
            .is_some()
    );
}

#[test]
fn the_names_do_not_depend_on_the_order() {
    let (document, _) = document(|schemas| {
        json!([
            response::<billing::Address>(schemas),
            response::<shop::Address>(schemas)
        ])
    });
    assert_eq!(
        document,
        json!([reference("billing_Address"), reference("shop_Address")])
    );
}

#[test]
fn two_local_types_of_one_name_are_numbered() {
    fn first(schemas: &mut Schemas) -> Value {
        #[derive(ResponseModel)]
        struct Local {
            a: u8,
        }
        response::<Local>(schemas)
    }
    fn second(schemas: &mut Schemas) -> Value {
        #[derive(ResponseModel)]
        struct Local {
            b: u8,
        }
        response::<Local>(schemas)
    }
    let (document, components) = document(|schemas| json!([first(schemas), second(schemas)]));
    assert_eq!(document, json!([reference("Local"), reference("Local_2")]));
    assert_eq!(names(&components), ["Local", "Local_2"]);
}

#[test]
fn a_type_that_is_sent_and_received_alike_stands_once() {
    #[derive(Serialize, Deserialize, JsonSchema, ResponseModel)]
    struct Point {
        x: f64,
        next: Vec<Point>,
    }
    let (document, components) =
        document(|schemas| json!([schemas.request::<Point>(), response::<Point>(schemas)]));
    assert_eq!(document, json!([reference("Point"), reference("Point")]));
    assert_eq!(names(&components), ["Point"]);
}

#[test]
fn a_type_that_is_received_otherwise_is_an_input() {
    #[derive(Serialize, Deserialize, JsonSchema, ResponseModel)]
    struct User {
        name: Option<String>,
        address: Address,
    }
    #[derive(Serialize, Deserialize, JsonSchema, ResponseModel)]
    struct Address {
        #[serde(default)]
        city: String,
        country: Country,
    }
    #[derive(Serialize, Deserialize, JsonSchema, ResponseModel)]
    enum Country {
        De,
        Fr,
    }
    let (document, components) =
        document(|schemas| json!([schemas.request::<User>(), response::<User>(schemas)]));
    assert_eq!(document, json!([reference("UserInput"), reference("User")]));
    assert_eq!(
        names(&components),
        ["Address", "AddressInput", "Country", "User", "UserInput"]
    );
    assert_eq!(
        components["UserInput"]["properties"]["address"],
        reference("AddressInput")
    );
    assert_eq!(
        components["AddressInput"]["properties"]["country"],
        reference("Country")
    );
}

#[test]
fn a_type_that_is_only_received_keeps_its_name() {
    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct UserIn {
        name: Option<String>,
    }
    let (document, components) = document(Schemas::request::<UserIn>);
    assert_eq!(document, reference("UserIn"));
    assert_eq!(components["UserIn"].get("required"), None);
}

#[test]
fn an_exclusion_that_changes_a_schema_has_a_name_of_its_own() {
    struct WithoutNone;
    impl Policy for WithoutNone {
        const EXCLUDE_NONE: bool = true;
        type Nested = Nested<Self>;
        type At<const RUST: u64, const WIRE: u64> = Self::Nested;
    }
    #[derive(ResponseModel)]
    struct Plain {
        id: u8,
    }
    let (document, components) = document(|schemas| {
        let without_none = Selection::of::<WithoutNone>();
        json!([
            schemas.response(UserOut::shape(), without_none),
            response::<UserOut>(schemas),
            schemas.response(Plain::shape(), without_none),
        ])
    });
    let expected = ["UserOut_ExcludeNone", "UserOut", "Plain"];
    assert_eq!(
        document,
        expected.map(reference).into_iter().collect::<Value>()
    );
    assert_eq!(
        components["UserOut_ExcludeNone"]["properties"]["boss"],
        reference("UserOut_ExcludeNone")
    );
}

#[test]
fn a_renamed_type_is_called_by_its_new_name() {
    #[derive(ResponseModel)]
    #[serde(rename = "a user/with ~ odd é name")]
    struct Renamed {
        id: u8,
    }
    let (document, _) = document(response::<Renamed>);
    assert_eq!(document, reference("a_user_with___odd___name"));
}

#[test]
fn what_schemars_defines_is_defined_once() {
    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Wait {
        at_most: std::time::Duration,
    }
    let (_, components) = document(|schemas| {
        json!([
            response::<std::time::Duration>(schemas),
            schemas.request::<Wait>()
        ])
    });
    assert_eq!(names(&components), ["Duration", "Wait"]);
}

#[test]
fn what_the_document_does_not_refer_to_is_left_out() {
    let (_, components) = document(|schemas| {
        response::<UserOut>(schemas);
        Value::Null
    });
    assert!(names(&components).is_empty());
}

#[test]
fn a_type_may_be_flattened_into_what_it_holds() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Outer {
        id: u8,
        inner: Option<Box<Inner>>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Inner {
        #[serde(flatten)]
        outer: Outer,
        depth: u8,
    }
    same_schema::<Outer>();
    same_schema::<Inner>();
}

#[test]
fn a_type_may_be_flattened_into_itself() {
    #[derive(ResponseModel)]
    struct Chain {
        #[serde(flatten)]
        next: Option<Box<Chain>>,
    }
    let chain = Chain {
        next: Some(Box::new(Chain { next: None })),
    };
    assert_eq!(text(&chain), "{}");
    let (document, _) = document(response::<Chain>);
    assert_eq!(document, reference("Chain"));
}
