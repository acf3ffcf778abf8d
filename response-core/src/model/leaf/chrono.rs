//! The date and time types of `chrono`.

use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
    Weekday,
};

use crate::json::{Moment, Out, Precision};
use crate::model::leaf::{fills_itself, keys_through_serde, through_serde};
use crate::model::shape::Shape;
use crate::model::{MapKey, Policy, ResponseModel};

through_serde! {
    NaiveDate: "NaiveDate", 12
    NaiveTime: "NaiveTime", 17
    TimeDelta: "TimeDelta", 16
    Weekday: "Weekday", 5
}

keys_through_serde! { NaiveDate NaiveDateTime NaiveTime Weekday }

/// The moment of a date and time; `None` if its text needs a sign or a sixtieth second.
#[inline]
fn moment_of(clock: NaiveDateTime) -> Option<Moment> {
    let (year, second) = (clock.year(), clock.num_seconds_from_midnight());
    Moment::on(year, clock.month(), clock.day(), second, clock.nanosecond())
}

impl<Z: TimeZone> ResponseModel for DateTime<Z> {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("DateTime");
    fn size_hint(&self) -> usize {
        34
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        self.put::<P, 0>(b"", out)
    }
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        let offset = self.offset().fix().local_minus_utc();
        let moment = if offset == 0 {
            moment_of(self.naive_utc())
        } else {
            let seconds = self.timestamp() + i64::from(offset);
            Moment::new(seconds, self.timestamp_subsec_nanos())
        };
        match moment {
            Some(moment) if offset % 60 == 0 => {
                out.moment(key, moment, Precision::Thousandths, Some(offset / 60))
            }
            _ => out.literal(key).serde(self),
        }
    }
}

impl ResponseModel for NaiveDateTime {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("NaiveDateTime");
    fn size_hint(&self) -> usize {
        28
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match moment_of(*self) {
            Some(moment) => out.moment(b"", moment, Precision::Thousandths, None),
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
