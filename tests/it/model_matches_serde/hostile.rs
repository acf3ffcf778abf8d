//! Emitted code holds its own wherever a type is written.

#![deny(
    warnings,
    clippy::pedantic,
    unused_qualifications,
    unused_lifetimes,
    trivial_casts,
    variant_size_differences,
    elided_lifetimes_in_paths,
    keyword_idents
)]
#![forbid(unsafe_code)]

use steadfast::json::to_vec;

/// Nothing is in scope, and the usual names mean something else.
mod shadowed {
    #![no_implicit_prelude]
    #![allow(dead_code)]

    struct Result;
    struct Option;
    struct Vec;
    struct Some;
    struct None;
    struct Default;
    struct Clone;
    struct Into;
    mod std {}
    mod core {}
    mod serde {}

    pub struct Row<'a, T> {
        pub first: T,
        pub second: &'a str,
    }

    #[derive(::steadfast::ResponseModel)]
    #[response(from = Row<'a, u8>)]
    pub struct Model<'a> {
        #[serde(skip_serializing_if = "is_zero")]
        pub first: u8,
        pub second: &'a str,
    }

    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_zero(value: &u8) -> bool {
        *value == 0
    }

    #[derive(::steadfast::ResponseModel)]
    #[serde(tag = "t")]
    pub enum Sum<'a, 'b, P, N> {
        Model(Model<'a>),
        Named { out: P, source: &'b str, field0: N },
    }
}

#[test]
fn names_may_be_shadowed() {
    let model = shadowed::Sum::<u8, u8>::Model(shadowed::Model {
        first: 0,
        second: "x",
    });
    assert_eq!(to_vec(&model).unwrap(), br#"{"t":"Model","second":"x"}"#);
    let named = shadowed::Sum::Named {
        out: 1_u8,
        source: "s",
        field0: 2_u8,
    };
    assert_eq!(
        to_vec(&named).unwrap(),
        br#"{"t":"Named","out":1,"source":"s","field0":2}"#
    );
}

#[test]
fn a_type_may_stand_in_a_function_and_be_private() {
    struct Row {
        id: u8,
    }
    #[derive(steadfast::ResponseModel)]
    #[response(from = Row)]
    struct Local {
        id: u8,
    }
    let local: Local = steadfast::FilledFrom::fill(Row { id: 1 });
    assert_eq!(to_vec(&local).unwrap(), br#"{"id":1}"#);
}

#[test]
fn a_type_may_be_made_by_a_macro() {
    macro_rules! model {
        ($name:ident { $($field:ident: $type:ty),* } from $row:ty) => {
            #[derive(steadfast::ResponseModel)]
            #[response(from = $row)]
            struct $name {
                $($field: $type,)*
                fixed: u8,
            }
        };
    }
    struct Row {
        a: u8,
        b: Vec<u16>,
        fixed: u8,
    }
    model!(Made { a: u8, b: Vec<u16> } from Row);
    let made: Made = steadfast::FilledFrom::fill(Row {
        a: 1,
        b: vec![2],
        fixed: 3,
    });
    assert_eq!(to_vec(&made).unwrap(), br#"{"a":1,"b":[2],"fixed":3}"#);
}

#[test]
fn the_framework_may_have_another_name() {
    mod elsewhere {
        pub use steadfast as framework;
    }
    #[derive(steadfast::ResponseModel)]
    #[response(crate = elsewhere::framework)]
    struct Model {
        a: u8,
    }
    assert_eq!(to_vec(&Model { a: 1 }).unwrap(), br#"{"a":1}"#);
}

#[test]
#[allow(deprecated)]
fn deprecated_parts_do_not_warn() {
    mod parts {
        #![deny(warnings)]

        #[derive(steadfast::ResponseModel)]
        #[deprecated]
        pub struct Old {
            #[deprecated]
            pub a: u8,
        }

        #[derive(steadfast::ResponseModel)]
        pub enum Mixed {
            New,
            #[deprecated]
            Old,
        }
    }
    assert_eq!(to_vec(&parts::Old { a: 1 }).unwrap(), br#"{"a":1}"#);
    assert_eq!(
        to_vec(&[parts::Mixed::New, parts::Mixed::Old]).unwrap(),
        br#"["New","Old"]"#
    );
}

/// A constant in lower case, such as those of generated bindings, would make a pattern of every binding of the same name.
#[allow(
    non_upper_case_globals,
    dead_code,
    clippy::pedantic,
    variant_size_differences
)]
mod bindings {
    use std::sync::atomic::AtomicU8;

    use steadfast::prelude::*;

    macro_rules! constants {
        ($($name:ident)*) => { $(pub const $name: u8 = 1;)* };
    }
    constants! {
        out source key model name length default example serializer policy value values
        field0 field1 field_0 argument_0 operation headers sent error message this inner
        returned returns judged refused response route row item index first rest
    }
    pub static state: AtomicU8 = AtomicU8::new(1);

    pub struct Row {
        pub a: u8,
        pub b: Kind,
    }

    #[derive(ResponseModel, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Kind {
        Old,
        New,
    }

    #[derive(ResponseModel)]
    #[response(from = Row, example = Model { a: 1, b: Kind::Old, c: 1 })]
    pub struct Model {
        #[response(example = 7)]
        pub a: u8,
        pub b: Kind,
        #[serde(default = "seven", skip_deserializing, serialize_with = "text")]
        #[response(from_field = a, schema_with = described)]
        pub c: u8,
    }

    fn seven() -> u8 {
        7
    }

    fn text<S: serde::Serializer>(number: &u8, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(number)
    }

    fn described(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }

    #[derive(ResponseModel)]
    pub struct Newtype<T>(pub T);

    #[derive(ResponseModel)]
    #[response(from = &'a Row)]
    pub struct Lent<'a> {
        pub a: &'a u8,
    }

    #[derive(ResponseModel)]
    pub enum Sum<T> {
        Pair(T, u8),
        Named { a: T },
        One(T),
    }

    #[derive(ResponseHeaders)]
    pub struct Limits {
        pub x_left: u64,
    }

    #[derive(Debug, thiserror::Error, ErrorResponse)]
    #[response(subset(Gone = [Missing],))]
    pub enum Refused {
        #[error("missing {id}")]
        #[response(status = 404)]
        Missing {
            #[response(extension)]
            id: u8,
        },
        #[error("the disk is full")]
        #[response(status = 500)]
        Disk,
    }

    #[derive(Responses)]
    pub enum Found {
        #[response(status = 200, model = Model)]
        Now(Row),
        #[response(status = 204)]
        Nothing,
    }

    #[route(get, "/models/{id}", response = Model)]
    pub async fn one(Path(id): Path<u8>) -> Result<Row, Refused> {
        Ok(Row {
            a: id,
            b: Kind::New,
        })
    }

    #[route(get, "/found", response = Found)]
    pub async fn found() -> Found {
        Found::Nothing
    }

    #[route(get, "/limits", response = Newtype<u8>)]
    pub async fn limits() -> Reply<Newtype<u8>, Limits> {
        Reply::new(Newtype(1)).typed_header(Limits { x_left: 3 })
    }

    #[route(get, "/blocking", response = Newtype<u8>)]
    pub fn blocking() -> Newtype<u8> {
        Newtype(1)
    }

    pub fn routes() -> Vec<Route> {
        routes![one, found, limits, blocking].into()
    }
}

#[test]
fn constants_may_have_the_names_of_locals() {
    let api = steadfast::Api::<()>::new("t", "1").routes(bindings::routes());
    assert_eq!(api.openapi()["paths"].as_object().unwrap().len(), 4);
    assert_eq!(
        to_vec(&bindings::Sum::Pair(1, 2)).unwrap(),
        br#"{"Pair":[1,2]}"#
    );
}
