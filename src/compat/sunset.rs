//! Whether the date of a `Sunset` has passed.

use std::time::{Duration, SystemTime};

/// Whether a date as HTTP has it (`Thu, 31 Dec 2026 00:00:00 GMT`, RFC 9110 section 5.6.7) is before the time.
pub(super) fn has_passed(date: &str, now: SystemTime) -> bool {
    seconds(date)
        .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
        .is_some_and(|date| date < now)
}

fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, date) = date.split_once(", ")?;
    let mut parts = date.split(' ');
    let day: u64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|known| *known == name)? as u64 + 1;
    let year: u64 = parts
        .next()?
        .parse()
        .ok()
        .filter(|year| (1970..10_000).contains(year))?;
    let mut time = parts
        .next()?
        .split(':')
        .map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (time.next()??, time.next()??, time.next()??);
    if parts.next() != Some("GMT")
        || !(1..=31).contains(&day)
        || hours > 23
        || minutes > 59
        || seconds > 60
    {
        return None;
    }
    // A year from March to February has its leap day at the end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    let since_1970 = days.checked_sub(719_468)?;
    Some(since_1970 * 86_400 + hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_seconds_since_1970() {
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(
            seconds("Thu, 29 Feb 2024 12:00:01 GMT"),
            Some(1_709_208_001)
        );
        assert_eq!(
            seconds("Thu, 31 Dec 2026 00:00:00 GMT"),
            Some(1_798_675_200)
        );
        assert_eq!(seconds("2026-12-31"), None);
        assert_eq!(seconds("Thu, 31 Dec 2026 00:00:00 CET"), None);
    }
}
