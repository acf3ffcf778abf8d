//! The date and time types of `jiff`.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::json::{Moment, Out, Precision};
use crate::model::leaf::{fills_itself, keys_through_serde, through_serde};
use crate::model::shape::{Kind, Leaf, Shape};
use crate::model::{Policy, ResponseModel};

through_serde! {
    Date: "Date", 12
    DateTime: "DateTime", 28
    Time: "Time", 17
    Zoned: "Zoned", 48
}

/// A length of time as ISO 8601-2 has it, with a sign. The format `duration` (RFC 3339 appendix A), which schemars gives it,
/// has none.
fn signed(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^-?P" })
}

macro_rules! signed_durations {
    ($($type:ty: $name:literal)*) => {$(
        impl ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape {
                name: $name,
                ..Shape::anonymous(Kind::Leaf(Leaf {
                    id: <$type as JsonSchema>::schema_id,
                    schema: signed,
                    subschema: signed,
                }))
            };
            fn size_hint(&self) -> usize {
                16
            }
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.serde(self)
            }
        }
        fills_itself! { [] $type }
    )*};
}

signed_durations! {
    SignedDuration: "SignedDuration"
    Span: "Span"
}

impl ResponseModel for Timestamp {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("Timestamp");
    fn size_hint(&self) -> usize {
        32
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        // Before 1970 both parts are negative.
        let nanoseconds = i64::from(self.subsec_nanosecond());
        let seconds = self.as_second() + nanoseconds.div_euclid(1_000_000_000);
        let nanoseconds = nanoseconds.rem_euclid(1_000_000_000) as u32;
        match Moment::new(seconds, nanoseconds) {
            Some(moment) => out.moment(b"", moment, Precision::Shortest, Some(0)),
            None => out.serde(self),
        }
    }
}

fills_itself! { [] Timestamp }

keys_through_serde! { Date DateTime SignedDuration Span Time Timestamp Zoned }
