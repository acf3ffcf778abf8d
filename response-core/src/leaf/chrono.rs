//! `chrono`

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Weekday};

use crate::json::{Moment, Out};
use crate::leaf::{fills_itself, keys_through_serde, through_serde};
use crate::{MapKey, Policy, ResponseModel, shape::Shape};

through_serde! {
    NaiveDate: "NaiveDate", 12
    NaiveTime: "NaiveTime", 17
    TimeDelta: "TimeDelta", 16
    Weekday: "Weekday", 5
}

keys_through_serde! { NaiveDate NaiveDateTime NaiveTime Weekday }

/// None, or three, six or nine.
fn digits_of(nanoseconds: u32) -> usize {
    match nanoseconds {
        0 => 0,
        _ if nanoseconds.is_multiple_of(1_000_000) => 3,
        _ if nanoseconds.is_multiple_of(1000) => 6,
        _ => 9,
    }
}

impl<Z: TimeZone> ResponseModel for DateTime<Z> {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("DateTime");
    fn size_hint(&self) -> usize {
        34
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        let offset = self.offset().fix().local_minus_utc();
        let seconds = self.timestamp() + i64::from(offset);
        let nanoseconds = self.timestamp_subsec_nanos();
        match Moment::new(seconds, nanoseconds) {
            Some(moment) if offset % 60 == 0 => out
                .moment(moment, digits_of(nanoseconds))
                .offset(offset / 60),
            _ => out.serde(self),
        }
    }
}

impl ResponseModel for NaiveDateTime {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("NaiveDateTime");
    fn size_hint(&self) -> usize {
        28
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        let moment = self.and_utc();
        let nanoseconds = moment.timestamp_subsec_nanos();
        match Moment::new(moment.timestamp(), nanoseconds) {
            Some(moment) => out.moment(moment, digits_of(nanoseconds)).literal(b"\""),
            None => out.serde(self),
        }
    }
}

impl<Z: TimeZone> MapKey for DateTime<Z> {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.serde(self)
    }
}

fills_itself! {
    [] NaiveDateTime
    [Z: TimeZone] DateTime<Z>
}
