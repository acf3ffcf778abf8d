//! `chrono`

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};

use crate::leaf::{fills_itself, keys_through_serde, through_serde};
use crate::{MapKey, Policy, ResponseModel, json::Out, shape::Shape};

through_serde! {
    NaiveDate: "NaiveDate", 12
    NaiveDateTime: "NaiveDateTime", 28
    NaiveTime: "NaiveTime", 17
    TimeDelta: "TimeDelta", 16
    Weekday: "Weekday", 5
}

keys_through_serde! { NaiveDate NaiveDateTime NaiveTime Weekday }

impl<Z: TimeZone> ResponseModel for DateTime<Z> {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("DateTime");
    fn size_hint(&self) -> usize {
        34
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.serde(self)
    }
}

impl<Z: TimeZone> MapKey for DateTime<Z> {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.serde(self)
    }
}

fills_itself! { [Z: TimeZone] DateTime<Z> }
