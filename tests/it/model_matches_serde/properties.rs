//! Whatever the value, the bytes are those of `serde_json`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use proptest::prelude::*;
use serde::Serialize;
use steadfast::ResponseModel;

use super::equal::same_bytes;

/// Text in which what has to be escaped is frequent, at any distance from the ends.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,80}",
        "[a\"\\\\\u{0}-\u{1f}\u{7f}\u{e9}\u{1f600}]{0,80}",
        ("[a-z]{0,70}", any::<char>(), "[a-z]{0,70}").prop_map(|(a, b, c)| format!("{a}{b}{c}")),
    ]
}

fn moments() -> impl Strategy<Value = NaiveDateTime> {
    let day = NaiveDate::MIN.to_epoch_days()..=NaiveDate::MAX.to_epoch_days();
    let usual = -719_162..2_932_896;
    // A leap second is written as the second 60.
    let nanoseconds = prop_oneof![
        Just(0),
        (0..1_000_u32).prop_map(|milliseconds| milliseconds * 1_000_000),
        0..2_000_000_000_u32
    ];
    (prop_oneof![day, usual], 0..86_400_u32, nanoseconds).prop_filter_map(
        "no moment",
        |(day, second, nanosecond)| {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(second, nanosecond)?;
            Some(NaiveDate::from_epoch_days(day)?.and_time(time))
        },
    )
}

proptest! {
    #[test]
    fn any_text(text in texts(), map in prop::collection::btree_map(texts(), texts(), 0..4)) {
        same_bytes(&text);
        same_bytes(&map);
        for character in text.chars() {
            same_bytes(&character);
        }
    }

    #[test]
    fn any_whole_number(
        signed in any::<(i8, i16, i32, i64, i128)>(),
        unsigned in any::<(u8, u16, u32, u64, u128)>(),
        digits in 0..39_u32,
    ) {
        same_bytes(&signed);
        same_bytes(&unsigned);
        let power = 10_u128.pow(digits);
        same_bytes(&[power - 1, power, power + 1]);
        same_bytes(&BTreeMap::from([(signed, ())].map(|((.., key), ())| (key, unsigned.3))));
    }

    #[test]
    fn any_float(
        float in prop::num::f64::ANY,
        short in prop::num::f32::ANY,
        cents in any::<i32>(),
    ) {
        let model = (float, short, f64::from(cents) / 100.0, [Some(float)]);
        if float.is_finite() && short.is_finite() {
            same_bytes(&model);
        } else {
            assert!(steadfast::json::to_vec(&model).is_err());
        }
    }

    #[test]
    fn any_moment(moment in moments()) {
        same_bytes(&moment);
        same_bytes(&moment.date());
        same_bytes(&moment.time());
        let moment: DateTime<Utc> = moment.and_utc();
        same_bytes(&moment);
        for offset in [0, 60, 19_800, -34_200, 86_340] {
            let zone = chrono::FixedOffset::east_opt(offset).unwrap();
            if moment.naive_utc().checked_add_offset(zone).is_some() {
                same_bytes(&moment.with_timezone(&zone));
            }
        }
    }

    #[test]
    fn any_model(models in prop::collection::vec(models(), 0..40)) {
        same_bytes(&models);
    }
}

#[derive(Debug, Serialize, ResponseModel)]
struct Model {
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    number: i64,
    list: Vec<(f32, bool)>,
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Debug, Serialize, ResponseModel)]
#[serde(tag = "kind", content = "of")]
enum Inner {
    Nothing,
    Text(String),
    Named { name: Option<String> },
}

fn models() -> impl Strategy<Value = Model> {
    let inner = prop_oneof![
        (0..1_u8).prop_map(|_| Inner::Nothing).boxed(),
        texts().prop_map(Inner::Text).boxed(),
        prop::option::of(texts())
            .prop_map(|name| Inner::Named { name })
            .boxed(),
    ];
    let list = prop::collection::vec(any::<(f32, bool)>(), 0..4);
    (prop::option::of(texts()), any::<i64>(), list, inner).prop_map(
        |(first, number, list, inner)| Model {
            first,
            number,
            list,
            inner,
        },
    )
}
