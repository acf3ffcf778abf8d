//! `deprecated`, `deprecated(since = "2026-01-31", sunset = "2026-12-31")`, and rustc's `#[deprecated]`.

use std::time::{Duration, UNIX_EPOCH};

use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Token, token};

use crate::attr::grammar::{self, Flag, Key, Value, grammar};
use crate::report::{Diagnostic, Report};

/// `deprecated`, with its dates.
#[derive(Default)]
pub struct RawDeprecated(pub Dates);

grammar! {
    /// The dates in `deprecated(...)`.
    pub struct Dates {
        /// `since = "2026-01-31"`: the date since which the operation is deprecated
        since: Option<Date>,
        /// `sunset = "2026-12-31"`: the date after which the operation may no longer answer
        sunset: Option<Date>,
    }
}

/// A point in time, as it was written.
pub struct Date {
    pub literal: LitStr,
    /// Since the beginning of 1970.
    pub seconds: u64,
}

impl Value for RawDeprecated {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        if input.peek(token::Paren) {
            let inside = key.parentheses(input)?;
            return Ok(Self(grammar::read_inside(&inside, report)));
        }
        if input.peek(Token![=]) && input.peek2(LitStr) {
            input.parse::<Token![=]>()?;
            let date: LitStr = input.parse()?;
            let (name, text) = (key.name(), date.value());
            let message = format!("expected parentheses: `{name}(since = {text:?})`");
            return Err(Diagnostic::new(date.span(), message));
        }
        Flag::read(key, input, report)?;
        Ok(Self::default())
    }
}

impl Value for Date {
    fn read(key: Key, input: ParseStream, report: &mut Report) -> Result<Self, Diagnostic> {
        let literal = LitStr::read(key, input, report)?;
        let text = literal.value();
        match seconds(&text) {
            Some(seconds) => Ok(Self { literal, seconds }),
            None => Err(
                Diagnostic::new(literal.span(), format!("{text:?} is not a date"))
                    .note("a day of the calendar since 1970, in UTC, or a time of RFC 3339 in whole seconds")
                    .help(format!("write `{}`", key.example())),
            ),
        }
    }
}

impl Date {
    /// A Date of RFC 9651 section 3.3.7: `@1769817600`.
    pub fn structured(&self) -> String {
        format!("@{}", self.seconds)
    }

    /// An HTTP-date of RFC 9110 section 5.6.7: `Sat, 31 Jan 2026 00:00:00 GMT`.
    pub fn http(&self) -> String {
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(self.seconds))
    }
}

/// Adds `#[deprecated]` on the function; what `deprecated` among the arguments says is preferred. A `since` that is not a
/// date is a version.
pub(super) fn read_attribute(said: &mut Option<RawDeprecated>, attributes: &[Attribute]) {
    let Some(attribute) = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("deprecated"))
    else {
        return;
    };
    let mut since = None;
    // What rustc does not understand here, it reports itself.
    let _ = attribute.parse_nested_meta(|meta| {
        let text: LitStr = meta.value()?.parse()?;
        if meta.path.is_ident("since") {
            since = Some(text);
        }
        Ok(())
    });
    let dates = &mut said.get_or_insert_with(RawDeprecated::default).0;
    if dates.since.is_none()
        && let Some(literal) = since
        && let Some(seconds) = seconds(&literal.value())
    {
        dates.since = Some(Date { literal, seconds });
    }
}

/// The seconds since the beginning of 1970: of a full date, or of a date-time (RFC 3339 section 5.6) in whole seconds.
fn seconds(text: &str) -> Option<u64> {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return at(text, "00:00:00");
    };
    let (time, zone) = time.split_at_checked("00:00:00".len())?;
    let seconds = at(date, time)?;
    if matches!(zone, "Z" | "z") {
        return Some(seconds);
    }
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = (hours * 60 + minutes) * 60;
    match zone.as_bytes().first()? {
        b'+' => seconds.checked_sub(offset),
        b'-' => Some(seconds + offset).filter(|seconds| *seconds <= LAST),
        _ => None,
    }
}

/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// The seconds at a day and a time of UTC. `httpdate` knows the calendar, and takes no date with another day of the week
/// than its own.
fn at(date: &str, time: &str) -> Option<u64> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut parts = date.splitn(3, '-');
    let year = number(parts.next()?, 4)?;
    let month = usize::try_from(number(parts.next()?, 2)?).ok()?;
    let day = number(parts.next()?, 2)?;
    let month = MONTHS.get(month.checked_sub(1)?)?;
    let parsed = DAYS.iter().find_map(|weekday| {
        let date = format!("{weekday}, {day:02} {month} {year:04} {time} GMT");
        httpdate::parse_http_date(&date).ok()
    })?;
    let since = parsed.duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// A number of exactly this many digits.
fn number(digits: &str, length: usize) -> Option<u64> {
    let is_number = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        assert_eq!(seconds("1970-01-01"), Some(0));
        assert_eq!(seconds("2023-06-30"), Some(1_688_083_200));
        assert_eq!(seconds("2024-02-29"), Some(1_709_164_800));
    }

    #[test]
    fn a_time_has_its_offset() {
        assert_eq!(seconds("2023-06-30T23:59:59Z"), Some(1_688_169_599));
        assert_eq!(seconds("2023-07-01T01:59:59+02:00"), Some(1_688_169_599));
        assert_eq!(seconds("2023-06-30 18:29:59-05:30"), Some(1_688_169_599));
    }

    #[test]
    fn what_is_not_in_the_calendar_is_not_a_date() {
        for text in [
            "",
            "2026",
            "1.2.0",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-1-1",
            "26-01-01",
            "+026-01-01",
            "2026-01-01-01",
            "1969-12-31",
            "2026-01-31T",
            "2026-01-31T24:00:00Z",
            "2026-01-31T00:00:00",
            "2026-01-31T00:00:00.5Z",
            "2026-01-31T00:00:00+25:00",
            "1970-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "2026-01-31T00:0\u{e4}:00Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
