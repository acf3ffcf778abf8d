//! Tests that the types of other crates are written as their serde implementations write them. They need all features.

use serde::Serialize;

use crate::model::ResponseModel;

#[track_caller]
fn same<M: ResponseModel + Serialize>(model: &M) {
    let ours = crate::model::to_vec(model).unwrap();
    assert_eq!(ours, serde_json::to_vec(model).unwrap());
}

#[test]
#[cfg(feature = "uuid")]
fn uuid() {
    same(&uuid::Uuid::from_u128(7));
    same(&std::collections::BTreeMap::from([(uuid::Uuid::nil(), 1)]));
}

#[test]
#[cfg(feature = "url")]
fn url() {
    same(&url::Url::parse("http://localhost/\"a b\"?é#x").unwrap());
}

#[test]
#[cfg(feature = "indexmap")]
fn indexmap() {
    let map = indexmap::IndexMap::from([("b", 1), ("a", 2)]);
    same(&map);
    same(&indexmap::IndexSet::from([3, 1, 2]));
    let filled: indexmap::IndexMap<&str, u8> = crate::model::FilledFrom::fill(map.clone());
    assert_eq!(filled, map);
}

#[test]
#[cfg(feature = "rust_decimal")]
fn rust_decimal() {
    same(&rust_decimal::Decimal::new(-1234, 2));
    same(&rust_decimal::Decimal::MAX);
}

#[test]
#[cfg(feature = "chrono")]
fn chrono() {
    use chrono::{DateTime, FixedOffset, TimeDelta, Weekday};

    let moment = DateTime::from_timestamp(1_700_000_000, 123_000_000).unwrap();
    same(&moment);
    same(&moment.with_timezone(&FixedOffset::east_opt(3600).unwrap()));
    same(&moment.naive_utc());
    same(&moment.date_naive());
    same(&moment.time());
    same(&TimeDelta::milliseconds(1500));
    same(&Weekday::Mon);
    same(&std::collections::BTreeMap::from([(moment, 1)]));
}

#[test]
#[cfg(feature = "jiff")]
fn jiff() {
    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Span, Timestamp};

    let moment = Timestamp::new(1_700_000_000, 120_000_000).unwrap();
    same(&moment);
    same(&moment.to_zoned(TimeZone::UTC));
    same(&date(2024, 2, 29));
    same(&date(2024, 2, 29).at(12, 30, 0, 5));
    same(&SignedDuration::from_millis(1500));
    same(&Span::new());
}

#[test]
#[cfg(feature = "time")]
fn time() {
    use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

    same(&OffsetDateTime::UNIX_EPOCH);
    same(&Date::MAX);
    same(&Time::MIDNIGHT);
    same(&Duration::milliseconds(1500));
    same(&UtcOffset::UTC);
    same(&std::collections::BTreeMap::from([(Date::MIN, 1)]));
}
