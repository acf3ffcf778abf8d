//! The types of `time`. Its feature `serde-human-readable` is on, so that they are written as text.
//!
//! schemars does not support this crate. The text has a format of its own, which JSON Schema does not name. For RFC
//! 3339, put `#[serde(with = "time::serde::rfc3339")]` and `#[schemars(with = "String")]` on the field.

use std::borrow::Cow;

use schemars::{Schema, SchemaGenerator, json_schema};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use crate::json::Out;
use crate::model::leaf::{fills_itself, keys_through_serde};
use crate::model::shape::{Kind, Leaf, Shape};
use crate::model::{Policy, ResponseModel};

fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string" })
}

macro_rules! texts {
    ($($type:ty: $name:literal, $size:literal)*) => {$(
        impl ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape {
                name: $name,
                ..Shape::anonymous(Kind::Leaf(Leaf {
                    id: || Cow::Borrowed(concat!("time::", $name)),
                    schema: text,
                    subschema: text,
                }))
            };
            fn size_hint(&self) -> usize {
                $size
            }
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.serde(self)
            }
        }
        fills_itself! { [] $type }
    )*};
}

texts! {
    Date: "Date", 12
    Duration: "Duration", 22
    OffsetDateTime: "OffsetDateTime", 44
    PrimitiveDateTime: "PrimitiveDateTime", 31
    Time: "Time", 20
    UtcOffset: "UtcOffset", 11
}

keys_through_serde! { Date Duration OffsetDateTime PrimitiveDateTime Time UtcOffset }
