//! `chrono`

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Weekday};

use crate::json::{Moment, Out, Precision};
use crate::leaf::{fills_itself, keys_through_serde, through_serde};
use crate::{MapKey, Policy, ResponseModel, shape::Shape};

through_serde! {
    NaiveDate: "NaiveDate", 12
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
        let offset = self.offset().fix().local_minus_utc();
        let seconds = self.timestamp() + i64::from(offset);
        match Moment::new(seconds, self.timestamp_subsec_nanos()) {
            Some(moment) if offset % 60 == 0 => {
                out.moment(moment, Precision::Groups).offset(offset / 60)
            }
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
        match Moment::new(moment.timestamp(), moment.timestamp_subsec_nanos()) {
            Some(moment) => out.moment(moment, Precision::Groups).literal(b"\""),
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
