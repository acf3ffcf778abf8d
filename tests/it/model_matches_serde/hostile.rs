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
        b: Vec<u8>,
        fixed: u8,
    }
    model!(Made { a: u8, b: Vec<u8> } from Row);
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
