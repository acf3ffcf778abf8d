//! Moments in time, as ISO 8601 writes them.

use super::cursor::Out;
use super::digits::{eight, two};

/// A moment of the years 1 to 9999 that is no leap second: other years need a sign, and leap seconds a sixtieth second.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    seconds: u64,
    nanoseconds: u32,
}

const SECONDS_A_DAY: u64 = 86_400;

/// From the first of March of the year 0, where the rule of leap years starts over, to 1970.
const DAYS_BEFORE_1970: i64 = 719_468;

const MIN: i64 = -62_135_596_800;
const MAX: i64 = 253_402_300_799;

impl Moment {
    /// A moment that is so far behind the start of 1970, on the clock that is to be shown.
    #[inline]
    pub(crate) fn new(seconds: i64, nanoseconds: u32) -> Option<Self> {
        let is_plain = (MIN..=MAX).contains(&seconds) && nanoseconds < 1_000_000_000;
        is_plain.then(|| Self {
            seconds: seconds
                .wrapping_add(DAYS_BEFORE_1970 * SECONDS_A_DAY as i64)
                .cast_unsigned(),
            nanoseconds,
        })
    }

    /// The year, month and day, after Neri and Schneider: years start in March, so that a leap day is the last.
    const fn date(self) -> (u32, u32, u32) {
        let days = self.seconds / SECONDS_A_DAY;
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

    /// `"2024-02-29T12:30:00.123456789`
    fn text(self) -> [u8; 32] {
        let (year, month, day) = self.date();
        let of_day = (self.seconds % SECONDS_A_DAY) as u32;
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        let fraction = eight(u64::from(self.nanoseconds / 10));
        let last = u64::from(self.nanoseconds % 10) | 0x30;
        let minute = two(minute);
        let words = [
            u64::from_le_bytes(*b"\"\0\0\0\0-\0\0")
                | two(year / 100) << 8
                | two(year % 100) << 24
                | two(month) << 48,
            u64::from_le_bytes(*b"-\0\0T\0\0:\0") | two(day) << 8 | two(hour) << 32 | minute << 56,
            u64::from_le_bytes(*b"\0:\0\0.\0\0\0")
                | minute >> 8
                | two(second) << 16
                | fraction << 40,
            fraction >> 24 | last << 40,
        ];
        let mut text = [0; 32];
        for (to, word) in text.as_chunks_mut().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        text
    }
}

impl Out<'_> {
    /// Writes a moment up to where an offset may stand, with so many digits of a second: the second quote is still to
    /// come.
    #[inline(never)]
    pub(crate) fn moment(self, moment: Moment, digits: usize) -> Self {
        let fraction = if digits == 0 { 0 } else { 1 + digits };
        self.block(b"", moment.text(), 20 + fraction)
    }

    /// Writes what stands behind a moment: the minutes east of Greenwich, and the second quote.
    pub(crate) fn offset(self, minutes: i32) -> Self {
        if minutes == 0 {
            return self.literal(b"Z\"");
        }
        let sign = if minutes < 0 { b'-' } else { b'+' };
        let minutes = minutes.unsigned_abs();
        let text = u64::from(sign)
            | two(minutes / 60) << 8
            | u64::from(b':') << 24
            | two(minutes % 60) << 32
            | u64::from(b'"') << 48;
        self.block(b"", text.to_le_bytes(), 7)
    }
}
