//! Moments in time, in ISO 8601.

use super::cursor::{Keyed, Out};
use super::digits::{pair, two};

/// A moment in the years 0 to 9999 that is not a leap second: other years need a sign, and leap seconds a sixtieth
/// second.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    year: u32,
    month: u32,
    day: u32,
    second_of_day: u32,
    nanosecond: u32,
}

/// How many digits of a second are written.
#[derive(Clone, Copy)]
pub(crate) enum Precision {
    /// None, three, six or nine digits.
    #[cfg(feature = "chrono")]
    Thousandths,
    /// As many as are needed.
    #[cfg(feature = "jiff")]
    Shortest,
}

const SECONDS_A_DAY: u64 = 86_400;

/// The days from 1 March of the year 0, when the leap year cycle starts, to 1970.
const DAYS_BEFORE_1970: i64 = 719_468;

/// The first second of the year 1 and the last of the year 9999.
const MIN: i64 = -62_135_596_800;
const MAX: i64 = 253_402_300_799;

impl Moment {
    /// The moment this long after the start of 1970, on the clock that is to be shown.
    #[inline]
    pub(crate) fn new(seconds: i64, nanosecond: u32) -> Option<Self> {
        if !(MIN..=MAX).contains(&seconds) {
            return None;
        }
        let seconds = seconds
            .wrapping_add(DAYS_BEFORE_1970 * SECONDS_A_DAY.cast_signed())
            .cast_unsigned();
        let (year, month, day) = date(seconds / SECONDS_A_DAY);
        let second_of_day = (seconds % SECONDS_A_DAY) as u32;
        Self::on(year.cast_signed(), month, day, second_of_day, nanosecond)
    }

    /// A moment on a day.
    #[inline]
    pub(crate) fn on(
        year: i32,
        month: u32,
        day: u32,
        second_of_day: u32,
        nanosecond: u32,
    ) -> Option<Self> {
        let is_plain = (0..=9999).contains(&year) && nanosecond < 1_000_000_000;
        is_plain.then_some(Self {
            year: year.cast_unsigned(),
            month,
            day,
            second_of_day,
            nanosecond,
        })
    }
}

/// The year, month and day, after Neri and Schneider: years start in March, so that a leap day comes last.
const fn date(days: u64) -> (u32, u32, u32) {
    let quarters = 4 * days + 3;
    let century = quarters / 146_097;
    let of_century = (quarters % 146_097) as u32 | 3;
    let scaled = 2_939_745 * of_century as u64;
    let year = 100 * century as u32 + (scaled >> 32) as u32;
    let day_of_year = scaled as u32 / 2_939_745 / 4;
    let scaled = 2141 * day_of_year + 197_913;
    let (month, day) = (scaled >> 16, (scaled & 0xffff) / 2141 + 1);
    if day_of_year >= 306 {
        (year + 1, month - 12, day)
    } else {
        (year, month, day)
    }
}

impl Out<'_> {
    /// Writes a key literal and a moment, with the offset of its clock from UTC in minutes, if there is one.
    #[inline]
    pub(crate) fn moment<const N: usize>(
        self,
        key: &[u8; N],
        moment: Moment,
        precision: Precision,
        offset: Option<i32>,
    ) -> Self {
        let out = self.key(key).moment(&moment, precision);
        match offset {
            None => out.literal(b"\""),
            Some(0) => out.literal(b"Z\""),
            Some(minutes) => out.offset(minutes),
        }
    }

    #[inline(never)]
    fn offset(self, minutes: i32) -> Self {
        let sign = if minutes < 0 { b'-' } else { b'+' };
        let minutes = minutes.unsigned_abs();
        let text = u64::from(sign)
            | pair(minutes / 60) << 8
            | u64::from(b':') << 24
            | pair(minutes % 60) << 32
            | u64::from(b'"') << 48;
        self.key(b"").words([(text, 7)])
    }
}

impl<'b> Keyed<'b> {
    /// Writes the moment without an offset and without the closing quote.
    #[inline(never)]
    fn moment(self, moment: &Moment, precision: Precision) -> Out<'b> {
        self.edited(b"\"0000-00-00T00:00:00.000000000", |text| {
            let mut put = |at: usize, number: u32| {
                [text[at], text[at + 1]] = two(number);
            };
            put(1, moment.year / 100);
            put(3, moment.year % 100);
            put(6, moment.month);
            put(9, moment.day);
            let minute_of_day = moment.second_of_day / 60;
            put(12, minute_of_day / 60);
            put(15, minute_of_day % 60);
            put(18, moment.second_of_day % 60);
            if moment.nanosecond == 0 {
                return 20;
            }
            let (micros, nanos) = (moment.nanosecond / 1000, moment.nanosecond % 1000);
            put(21, micros / 10_000);
            put(23, micros / 100 % 100);
            put(25, micros % 100);
            if nanos != 0 {
                put(27, nanos / 10);
                text[29] = b'0' + (nanos % 10) as u8;
            }
            match precision {
                #[cfg(feature = "jiff")]
                Precision::Shortest => {
                    30 - text
                        .iter()
                        .rev()
                        .take_while(|digit| **digit == b'0')
                        .count()
                }
                #[cfg(feature = "chrono")]
                Precision::Thousandths if nanos != 0 => 30,
                #[cfg(feature = "chrono")]
                Precision::Thousandths if micros.is_multiple_of(1000) => 24,
                #[cfg(feature = "chrono")]
                Precision::Thousandths => 27,
            }
        })
    }
}
