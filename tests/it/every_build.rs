//! The bytes of a type and its schema are the same in every build, whatever features of other crates are enabled:
//! `.ci/other-features` runs these tests with such features.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU8;
use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::value::Number;
use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;
use url::Url;
use uuid::Uuid;

#[derive(ResponseModel)]
struct OfStd {
    wide: u128,
    signed: i128,
    small: NonZeroU8,
    float: f64,
    short: f32,
    letter: char,
    duration: Duration,
    address: IpAddr,
    nothing: (),
}

#[derive(ResponseModel)]
struct OfRustDecimal {
    price: Decimal,
    refund: Option<Decimal>,
    by_price: BTreeMap<Decimal, Decimal>,
}

#[derive(ResponseModel)]
struct OfText {
    id: Uuid,
    url: Url,
    by_id: BTreeMap<Uuid, u8>,
    by_url: BTreeMap<Url, u8>,
}

#[derive(ResponseModel)]
struct OfChrono {
    utc: chrono::DateTime<chrono::Utc>,
    there: chrono::DateTime<chrono::FixedOffset>,
    civil: chrono::NaiveDateTime,
    date: chrono::NaiveDate,
    time: chrono::NaiveTime,
    delta: chrono::TimeDelta,
    weekday: chrono::Weekday,
    by_date: BTreeMap<chrono::NaiveDate, u8>,
}

#[derive(ResponseModel)]
struct OfJiff {
    timestamp: jiff::Timestamp,
    zoned: jiff::Zoned,
    date: jiff::civil::Date,
    time: jiff::civil::Time,
    civil: jiff::civil::DateTime,
    duration: jiff::SignedDuration,
    span: jiff::Span,
}

#[derive(ResponseModel)]
struct OfTime {
    date: time::Date,
    time: time::Time,
    moment: time::OffsetDateTime,
    civil: time::PrimitiveDateTime,
    duration: time::Duration,
    offset: time::UtcOffset,
    by_date: BTreeMap<time::Date, u8>,
}

#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
struct Exact {
    number: Number,
    wide: u128,
    any: Value,
}

#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
struct Flat {
    ratio: Number,
    widest: u128,
}

#[derive(ResponseModel)]
struct Foreign {
    #[response(foreign)]
    number: Number,
    #[response(foreign, allow(untyped_field, reason = "a test"))]
    any: Value,
    #[response(foreign)]
    exact: Exact,
    #[serde(flatten)]
    #[response(foreign)]
    flat: Flat,
    #[response(foreign)]
    by_name: BTreeMap<String, Number>,
}

#[derive(ResponseModel)]
#[serde(tag = "kind")]
enum Tagged {
    Price { amount: Decimal },
}

#[route(get, "/std", response = OfStd)]
async fn of_std() -> OfStd {
    OfStd {
        wide: u128::MAX,
        signed: i128::MIN,
        small: NonZeroU8::MIN,
        float: 0.1,
        short: 0.1,
        letter: '"',
        duration: Duration::new(1, 5),
        address: IpAddr::from([127, 0, 0, 1]),
        nothing: (),
    }
}

#[route(get, "/decimal", response = OfRustDecimal)]
async fn of_rust_decimal() -> OfRustDecimal {
    OfRustDecimal {
        price: Decimal::MAX,
        refund: Some(Decimal::new(-1230, 2)),
        by_price: BTreeMap::from([(Decimal::new(5, 1), Decimal::ZERO)]),
    }
}

#[route(get, "/tagged", response = Tagged)]
async fn tagged() -> Tagged {
    Tagged::Price {
        amount: Decimal::new(100, 2),
    }
}

#[route(get, "/text", response = OfText)]
async fn of_text() -> OfText {
    let url: Url = "http://localhost/a?b=c".parse().unwrap();
    OfText {
        id: Uuid::from_u128(7),
        url: url.clone(),
        by_id: BTreeMap::from([(Uuid::nil(), 1)]),
        by_url: BTreeMap::from([(url, 1)]),
    }
}

#[route(get, "/chrono", response = OfChrono)]
async fn of_chrono() -> OfChrono {
    let utc = chrono::DateTime::from_timestamp(1_700_000_000, 5_000_000).unwrap();
    OfChrono {
        utc,
        there: utc.with_timezone(&chrono::FixedOffset::east_opt(5400).unwrap()),
        civil: utc.naive_utc(),
        date: utc.date_naive(),
        time: utc.time(),
        delta: chrono::TimeDelta::milliseconds(-1500),
        weekday: chrono::Weekday::Tue,
        by_date: BTreeMap::from([(utc.date_naive(), 1)]),
    }
}

#[route(get, "/jiff", response = OfJiff)]
async fn of_jiff() -> OfJiff {
    let timestamp = jiff::Timestamp::new(1_700_000_000, 5_000_000).unwrap();
    let zoned = timestamp.to_zoned(jiff::tz::TimeZone::UTC);
    OfJiff {
        timestamp,
        date: zoned.date(),
        time: zoned.time(),
        civil: zoned.datetime(),
        zoned,
        duration: jiff::SignedDuration::from_millis(-1500),
        span: jiff::Span::new().days(3),
    }
}

#[route(get, "/time", response = OfTime)]
async fn of_time() -> OfTime {
    let moment = time::OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap();
    OfTime {
        date: moment.date(),
        time: moment.time(),
        moment,
        civil: time::PrimitiveDateTime::new(moment.date(), moment.time()),
        duration: time::Duration::milliseconds(-1500),
        offset: time::UtcOffset::from_hms(1, 30, 0).unwrap(),
        by_date: BTreeMap::from([(moment.date(), 1)]),
    }
}

fn exact() -> Exact {
    Exact {
        number: serde_json::from_str("0.5").unwrap(),
        wide: u128::MAX,
        any: json!({ "a": [1.5, null, 7] }),
    }
}

#[route(get, "/foreign", response = Foreign)]
async fn foreign() -> Foreign {
    Foreign {
        number: serde_json::from_str("12345678901234567").unwrap(),
        any: json!([0.25, { "b": -1 }]),
        exact: exact(),
        flat: Flat {
            ratio: serde_json::from_str("0.5").unwrap(),
            widest: u128::MAX,
        },
        by_name: BTreeMap::from([("a".to_owned(), Number::from(7))]),
    }
}

#[derive(ResponseModel)]
struct Line {
    price: Decimal,
    #[response(foreign)]
    number: Number,
}

#[route(get, "/lines", response = Csv<Line>)]
async fn lines() -> Csv<Line> {
    Csv::iter([Line {
        price: Decimal::new(-1230, 2),
        number: serde_json::from_str("0.5").unwrap(),
    }])
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Refused {
    #[error("too much")]
    #[response(status = 409)]
    TooMuch {
        #[response(extension)]
        limit: Decimal,
        #[response(extension)]
        ratio: f64,
    },
}

#[route(get, "/refused", response = Tagged)]
async fn refused() -> Result<Tagged, Refused> {
    Err(Refused::TooMuch {
        limit: Decimal::new(100, 2),
        ratio: 0.5,
    })
}

fn client() -> Client {
    let routes = routes![
        of_std,
        of_rust_decimal,
        of_text,
        of_chrono,
        of_jiff,
        of_time,
        foreign,
        tagged,
        lines,
        refused,
    ];
    Client::new(Api::<()>::new("Types", "1").routes(routes).into_router())
}

#[tokio::test]
async fn the_bytes_are_the_same_and_as_documented() {
    let client = client();
    for (path, expected) in [
        (
            "/std",
            concat!(
                r#"{"wide":340282366920938463463374607431768211455,"signed":-170141183460469231731687303715884105728,"#,
                r#""small":1,"float":0.1,"short":0.1,"letter":"\"","duration":{"secs":1,"nanos":5},"#,
                r#""address":"127.0.0.1","nothing":null}"#
            ),
        ),
        (
            "/decimal",
            r#"{"price":"79228162514264337593543950335","refund":"-12.30","by_price":{"0.5":"0"}}"#,
        ),
        ("/tagged", r#"{"kind":"Price","amount":"1.00"}"#),
        (
            "/text",
            concat!(
                r#"{"id":"00000000-0000-0000-0000-000000000007","url":"http://localhost/a?b=c","#,
                r#""by_id":{"00000000-0000-0000-0000-000000000000":1},"by_url":{"http://localhost/a?b=c":1}}"#
            ),
        ),
        (
            "/chrono",
            concat!(
                r#"{"utc":"2023-11-14T22:13:20.005Z","there":"2023-11-14T23:43:20.005+01:30","#,
                r#""civil":"2023-11-14T22:13:20.005","date":"2023-11-14","time":"22:13:20.005","#,
                r#""delta":[-2,500000000],"weekday":"Tue","by_date":{"2023-11-14":1}}"#
            ),
        ),
        (
            "/jiff",
            concat!(
                r#"{"timestamp":"2023-11-14T22:13:20.005Z","zoned":"2023-11-14T22:13:20.005+00:00[UTC]","#,
                r#""date":"2023-11-14","time":"22:13:20.005","civil":"2023-11-14T22:13:20.005","#,
                r#""duration":"-PT1.5S","span":"P3D"}"#
            ),
        ),
        (
            "/time",
            concat!(
                r#"{"date":"2023-11-14","time":"22:13:20.0","moment":"2023-11-14 22:13:20.0 +00:00:00","#,
                r#""civil":"2023-11-14 22:13:20.0","duration":"-1.500000000","offset":"+01:30:00","#,
                r#""by_date":{"2023-11-14":1}}"#
            ),
        ),
        (
            "/foreign",
            concat!(
                r#"{"number":12345678901234567,"any":[0.25,{"b":-1}],"#,
                r#""exact":{"number":0.5,"wide":340282366920938463463374607431768211455,"any":{"a":[1.5,null,7]}},"#,
                r#""ratio":0.5,"widest":340282366920938463463374607431768211455,"by_name":{"a":7}}"#
            ),
        ),
        ("/lines", "price,number\r\n-12.30,0.5\r\n"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.text(), expected, "{path}");
        answer.assert_status(200).assert_conforms();
    }
}

#[tokio::test]
async fn the_members_of_an_error_are_the_same_and_as_documented() {
    let answer = client().get("/refused").await;
    answer.assert_status(409).assert_conforms();
    let problem = answer.problem();
    assert_eq!(problem["limit"], "1.00");
    assert_eq!(problem["ratio"].to_string(), "0.5");
}
