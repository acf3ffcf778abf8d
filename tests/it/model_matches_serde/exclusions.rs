//! What a route or a model leaves out: `pick`, `omit`, `exclude_none`, `exclude_defaults`.

use serde_json::json;
use steadfast::model::policy::{Everything, Fields, Nested, Policy};
use steadfast::{Field, FilledFrom, Page, PageQuery, ResponseModel};

use super::equal::{schema_under, text};

macro_rules! policies {
    ($($name:ident { $($constant:ident: $type:ty = $value:expr),* })*) => {$(
        struct $name;
        impl Policy for $name {
            $(const $constant: $type = $value;)*
            type Nested = Nested<Self>;
            type At<const RUST: u64, const WIRE: u64> = Self::Nested;
        }
    )*};
}

policies! {
    WithoutNone { EXCLUDE_NONE: bool = true }
    WithoutDefaults { EXCLUDE_DEFAULTS: bool = true }
    PickName { FIELDS: Fields = Fields::Pick(&["name"]) }
    PickByWireName { FIELDS: Fields = Fields::Pick(&["displayName"]) }
    OmitFirst { FIELDS: Fields = Fields::Omit(&["id"]) }
    OmitAll { FIELDS: Fields = Fields::Omit(&["id", "name", "address"]) }
    PickCity { FIELDS: Fields = Fields::Pick(&["city"]) }
    PickFlattened { FIELDS: Fields = Fields::Pick(&["address"]) }
    OmitFlattened { FIELDS: Fields = Fields::Omit(&["address"]) }
}

fn under<P: Policy, M: FilledFrom<M>>(model: M) -> String {
    String::from_utf8(steadfast::json::filled_to_vec::<M, P, M>(model).unwrap()).unwrap()
}

#[derive(ResponseModel, Clone)]
struct User {
    id: u8,
    #[serde(rename = "displayName")]
    name: Option<String>,
    address: Address,
}

#[derive(ResponseModel, Clone)]
struct Address {
    id: u8,
    city: Option<String>,
}

fn user() -> User {
    User {
        id: 0,
        name: None,
        address: Address { id: 1, city: None },
    }
}

#[test]
fn everything_is_sent_by_default() {
    let all = r#"{"id":0,"displayName":null,"address":{"id":1,"city":null}}"#;
    assert_eq!(under::<Everything, _>(user()), all);
    assert_eq!(text(&user()), all);
}

#[test]
fn none_is_left_out_in_nested_models_too() {
    assert_eq!(
        under::<WithoutNone, _>(user()),
        r#"{"id":0,"address":{"id":1}}"#
    );
}

#[test]
fn none_in_a_list_stays() {
    #[derive(ResponseModel)]
    struct List {
        items: Vec<Option<u8>>,
    }
    let list = List {
        items: vec![None, Some(1)],
    };
    assert_eq!(under::<WithoutNone, _>(list), r#"{"items":[null,1]}"#);
}

#[test]
fn defaults_are_left_out() {
    assert_eq!(
        under::<WithoutDefaults, _>(user()),
        r#"{"address":{"id":1}}"#
    );
}

#[test]
fn the_documented_default_is_the_one_that_is_left_out() {
    #[derive(ResponseModel)]
    struct Settings {
        #[serde(default = "one")]
        pages: u8,
        theme: String,
    }
    fn one() -> u8 {
        1
    }
    let settings = |pages| Settings {
        pages,
        theme: String::new(),
    };
    assert_eq!(under::<WithoutDefaults, _>(settings(1)), "{}");
    assert_eq!(under::<WithoutDefaults, _>(settings(0)), r#"{"pages":0}"#);
}

#[test]
fn the_default_of_the_whole_model_counts_for_its_fields() {
    #[derive(ResponseModel)]
    #[serde(default)]
    struct Settings {
        pages: u8,
    }
    impl Default for Settings {
        fn default() -> Self {
            Self { pages: 7 }
        }
    }
    assert_eq!(under::<WithoutDefaults, _>(Settings { pages: 7 }), "{}");
    assert_eq!(
        under::<WithoutDefaults, _>(Settings { pages: 0 }),
        r#"{"pages":0}"#
    );
}

#[test]
fn the_default_variant_is_left_out() {
    #[derive(ResponseModel, Default)]
    enum Theme {
        Light,
        #[default]
        Dark,
    }
    #[derive(ResponseModel)]
    struct Settings {
        theme: Theme,
    }
    assert_eq!(
        under::<WithoutDefaults, _>(Settings { theme: Theme::Dark }),
        "{}"
    );
    assert_eq!(
        under::<WithoutDefaults, _>(Settings {
            theme: Theme::Light
        }),
        r#"{"theme":"Light"}"#
    );
}

#[test]
fn what_was_set_is_sent_even_if_it_is_the_default() {
    #[derive(ResponseModel)]
    struct Patch {
        a: Field<u8>,
    }
    assert_eq!(
        under::<WithoutDefaults, _>(Patch { a: Field::Set(0) }),
        r#"{"a":0}"#
    );
}

#[test]
fn a_selection_means_the_fields_of_the_outermost_model() {
    assert_eq!(under::<PickName, _>(user()), r#"{"displayName":null}"#);
    assert_eq!(
        under::<PickByWireName, _>(user()),
        r#"{"displayName":null}"#
    );
    assert_eq!(
        under::<OmitFirst, _>(user()),
        r#"{"displayName":null,"address":{"id":1,"city":null}}"#
    );
    assert_eq!(under::<OmitAll, _>(user()), "{}");
}

#[test]
fn a_selection_goes_through_containers() {
    let picked = r#"{"displayName":null}"#;
    assert_eq!(under::<PickName, _>(vec![user()]), format!("[{picked}]"));
    assert_eq!(under::<PickName, _>(Some(user())), picked);
    assert_eq!(under::<PickName, _>(Box::new(user())), picked);
    let page = Page::new(vec![user()], 1, &PageQuery::default());
    assert_eq!(
        under::<PickName, _>(page),
        format!(r#"{{"items":[{picked}],"total":1,"page":1,"size":20,"pages":1}}"#)
    );
}

#[test]
fn the_members_of_a_flattened_field_are_selected_like_fields() {
    #[derive(ResponseModel, Clone)]
    struct Flat {
        name: u8,
        #[serde(flatten)]
        address: Address,
    }
    let flat = Flat {
        name: 1,
        address: Address { id: 2, city: None },
    };
    assert_eq!(under::<PickCity, _>(flat.clone()), r#"{"city":null}"#);
    assert_eq!(
        under::<PickFlattened, _>(flat.clone()),
        r#"{"id":2,"city":null}"#
    );
    assert_eq!(under::<OmitFlattened, _>(flat.clone()), r#"{"name":1}"#);
    assert_eq!(under::<OmitFirst, _>(flat), r#"{"name":1,"city":null}"#);
}

#[test]
fn a_model_may_leave_out_its_own_nones() {
    #[derive(ResponseModel)]
    #[response(exclude_none)]
    struct Outer {
        a: Option<u8>,
        inner: Address,
    }
    let outer = Outer {
        a: None,
        inner: Address { id: 1, city: None },
    };
    assert_eq!(text(&outer), r#"{"inner":{"id":1,"city":null}}"#);
}

#[test]
fn a_model_may_leave_out_its_own_defaults() {
    #[derive(ResponseModel)]
    #[response(exclude_defaults)]
    struct Outer {
        a: u8,
        b: String,
    }
    assert_eq!(
        text(&Outer {
            a: 0,
            b: "x".to_owned()
        }),
        r#"{"b":"x"}"#
    );
}

#[test]
fn an_absent_foreign_option_is_a_none() {
    #[derive(ResponseModel)]
    struct Model {
        #[response(foreign)]
        foreign: Option<String>,
    }
    assert_eq!(under::<WithoutNone, _>(Model { foreign: None }), "{}");
    assert_eq!(
        under::<Everything, _>(Model { foreign: None }),
        r#"{"foreign":null}"#
    );
    let schema = schema_under::<Model, WithoutNone>();
    assert_eq!(schema["definitions"][0].get("required"), None);
}

#[test]
fn a_selection_is_documented_in_place() {
    assert_eq!(
        schema_under::<User, PickName>()["root"],
        json!({
            "type": "object",
            "properties": { "displayName": { "type": ["string", "null"] } },
            "required": ["displayName"],
        })
    );
}

#[test]
fn what_may_be_left_out_is_not_required() {
    let schema = schema_under::<User, WithoutNone>();
    assert_eq!(
        schema["definitions"][0]["required"],
        json!(["id", "address"])
    );
    assert_eq!(
        schema["definitions"][0]["properties"]["displayName"],
        json!({ "type": "string" })
    );
    assert_eq!(schema["definitions"][1]["required"], json!(["id"]));
    let schema = schema_under::<User, WithoutDefaults>();
    assert_eq!(schema["definitions"][0].get("required"), None);
}

#[test]
fn a_newtype_over_none_is_left_out_and_so_not_required() {
    #[derive(ResponseModel)]
    struct Phone(Option<u8>);
    #[derive(ResponseModel)]
    struct Contact {
        phone: Phone,
    }
    assert_eq!(
        under::<WithoutNone, _>(Contact { phone: Phone(None) }),
        "{}"
    );
    let schema = schema_under::<Contact, WithoutNone>();
    assert_eq!(schema["definitions"][0].get("required"), None);
}
