//! Tests that the bytes are those of `serde_json`, whatever is written and wherever the buffer has to grow.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cursor::collect;
use crate::model::{Everything, ResponseModel, to_vec};

/// Miri is a thousand times slower, so it runs one case in this many.
const STRIDE: usize = if cfg!(miri) { 499 } else { 1 };

/// A xorshift64* generator.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 11) as usize % limit
    }

    /// Numbers of every length.
    fn number(&mut self) -> u64 {
        self.next() >> self.below(64)
    }

    fn text(&mut self, limit: usize) -> String {
        const LETTERS: &[char] = &[
            'a', 'z', ' ', '!', '#', '"', '\\', '/', '\0', '\n', '\u{1f}', '\u{7f}', 'é', '本',
            '😀',
        ];
        let special = [0, 1, 3, LETTERS.len()][self.below(4)];
        let letters = (0..self.below(limit + 1)).map(|_| match self.below(12) {
            0 if special > 0 => LETTERS[self.below(LETTERS.len())],
            1 if special > 3 => LETTERS[self.below(special)],
            _ => 'x',
        });
        letters.collect()
    }
}

#[track_caller]
fn same<M: ResponseModel + Serialize + ?Sized>(model: &M) {
    let expected = serde_json::to_vec(model).unwrap();
    let ours = to_vec(model).unwrap();
    assert!(
        ours == expected,
        "{}\n{}",
        String::from_utf8_lossy(&ours),
        String::from_utf8_lossy(&expected)
    );
}

/// Like [`same`], with a size hint that is wrong by every number of bytes.
#[track_caller]
fn same_for_every_hint<M: ResponseModel + Serialize + ?Sized>(model: &M) {
    let expected = serde_json::to_vec(model).unwrap();
    for hint in (0..expected.len() + 40).step_by(STRIDE.min(37)) {
        let ours = collect(hint, |out| model.write::<Everything>(out)).unwrap();
        assert!(ours == expected, "a hint of {hint} bytes");
    }
}

#[test]
fn texts_of_every_length_at_every_alignment() {
    for length in (0..200).step_by(STRIDE.min(41)) {
        let plain = "é".repeat(8) + &"x".repeat(length);
        for start in (0..16).step_by(2) {
            same(&plain[start..]);
        }
        for at in (0..=length).step_by(STRIDE.min(23)) {
            for byte in ["\"", "\\", "\n", "\0", "\u{1f}", " ", "!", "\u{7f}", "ÿ"] {
                let mut text = "x".repeat(length);
                text.insert_str(at, byte);
                same(text.as_str());
            }
        }
    }
}

#[test]
fn every_character() {
    same(&('\0'..='\u{2fff}').step_by(STRIDE).collect::<String>());
    for character in ('\0'..='\u{2fff}').step_by(STRIDE) {
        same(&character);
    }
    for byte in ('\0'..='\u{ff}').step_by(STRIDE.min(17)) {
        for length in [1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 300] {
            same(&byte.to_string().repeat(length));
        }
    }
}

#[test]
fn long_texts() {
    for length in (200..2000).step_by(STRIDE.max(7)) {
        same(&"x".repeat(length));
        for at in [0, 1, 63, 64, 65, length / 2, length - 17, length - 1] {
            let mut text = "x".repeat(length);
            text.replace_range(at..=at, "\"");
            same(&text);
        }
    }
}

#[test]
fn random_texts() {
    let random = &mut Random::new();
    for _ in (0..30_000).step_by(STRIDE) {
        let limit = [20, 60, 400][random.below(3)];
        let text = random.text(limit);
        same(&text);
        same(&[text.as_str(), "", &text]);
    }
}

#[test]
fn whole_numbers() {
    let random = &mut Random::new();
    let powers = (0..20).map(|power| 10_u64.pow(power));
    let edges = powers.flat_map(|power| [power - 1, power, power + 1, power / 10 * 9]);
    let extremes = [0, u64::MAX, i64::MAX as u64, i64::MIN as u64, 1 << 32];
    let randoms: Vec<u64> = (0..50_000)
        .step_by(STRIDE)
        .map(|_| random.number())
        .collect();
    for number in edges.chain(extremes).chain(randoms) {
        let signed = number.cast_signed();
        same(&(number, signed, signed.wrapping_neg()));
        same(&(number as u32, number as u16, number as u8));
        same(&(number as i32, number as i16, number as i8));
        let wide = u128::from(number) * u128::from(number);
        same(&(wide, wide.cast_signed().wrapping_neg()));
        same(&BTreeMap::from([(number, signed)]));
    }
    for number in (0..100_000_u32).step_by(STRIDE) {
        same(&number);
    }
}

#[test]
fn floats() {
    let random = &mut Random::new();
    for _ in (0..50_000).step_by(STRIDE) {
        let bits = random.next();
        let (wide, short) = (f64::from_bits(bits), f32::from_bits(bits as u32));
        let is_number = wide.is_finite() && short.is_finite();
        if is_number {
            same(&(wide, short));
        }
        assert_eq!(to_vec(&(wide, short)).is_ok(), is_number);
        let whole = random.number() as f64;
        same(&(whole, -whole, whole / 10.0, whole / 100.0, whole / 1000.0));
    }
    for count in (0..100_000_u32).step_by(STRIDE) {
        let value = f64::from(count) / 100.0;
        let next = f64::from_bits(value.to_bits() + 1);
        same(&(value, -value, next, value as f32));
    }
    let edges = [
        -0.0,
        f64::MIN_POSITIVE,
        f64::from(f32::MAX),
        999_999.99,
        1_000_000.0,
        999_999.995,
        0.005,
        1e15,
        1e16,
        1e17,
    ];
    for edge in edges {
        same(&(edge, -edge, edge as f32));
    }
}

#[test]
fn nested_values() {
    let random = &mut Random::new();
    for _ in (0..300).step_by(STRIDE.min(100)) {
        let texts: Vec<String> = (0..random.below(5)).map(|_| random.text(40)).collect();
        let map: BTreeMap<String, (bool, Option<f64>)> = texts
            .iter()
            .map(|text| {
                let number = random.next() as f64 / 3.0;
                (
                    text.clone(),
                    (
                        random.below(2) == 0,
                        (random.below(2) == 0).then_some(number),
                    ),
                )
            })
            .collect();
        let lists = [
            vec![],
            vec![random.number(), 7, random.number()],
            vec![0; random.below(40)],
        ];
        let negative = -(random.number() as i128);
        same_for_every_hint(&(texts, map, lists, negative, (), [[(); 0]; 2], ['"', 'é']));
    }
}

#[test]
#[cfg(feature = "uuid")]
fn uuids() {
    let random = &mut Random::new();
    for _ in (0..10_000).step_by(STRIDE) {
        let id = uuid::Uuid::from_u64_pair(random.next(), random.next());
        same(&(id, [id]));
    }
    same_for_every_hint(&[uuid::Uuid::max()]);
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
fn seconds(random: &mut Random) -> impl Iterator<Item = i64> {
    // The first and last seconds of a year, of a leap day and of the times that are written without `Display`.
    let edges = [
        0,
        -1,
        951_782_400,
        951_868_799,
        951_868_800,
        -62_135_596_800,
        -62_135_596_801,
        253_402_300_799,
        253_402_300_800,
        -2_208_988_800,
        4_107_542_400,
        -62_167_219_200,
        -62_167_219_201,
        -377_705_023_201 + 400_000,
    ];
    let randoms: Vec<i64> = (0..20_000)
        .step_by(STRIDE)
        .map(|_| (random.next() % 320_000_000_000).cast_signed() - 63_000_000_000)
        .collect();
    let days = (-719_162..2_932_896)
        .step_by(61 * STRIDE)
        .map(|day| day * 86_400);
    edges.into_iter().chain(randoms).chain(days)
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
fn nanoseconds(random: &mut Random) -> u32 {
    let divisor = [1, 10, 1000, 1_000_000, 100_000_000, 1_000_000_000][random.below(6)];
    random.below(1_000_000_000) as u32 / divisor * divisor
}

#[test]
#[cfg(feature = "chrono")]
fn chrono_moments() {
    use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};

    let random = &mut Random::new();
    for seconds in seconds(&mut Random::new()) {
        let moment = DateTime::from_timestamp(seconds, nanoseconds(random)).unwrap();
        same(&(moment, moment.naive_utc(), Some(moment)));
        let (hours, odd) = (random.below(47) as i32 - 23, random.below(4) as i32);
        let offset = FixedOffset::east_opt(hours * 3600 + odd * 15 * 60).unwrap();
        same(&moment.with_timezone(&offset));
        let offset = FixedOffset::east_opt(hours * 3600 + odd).unwrap();
        same(&moment.with_timezone(&offset));
    }
    let date = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap();
    for nanoseconds in [1_000_000_000, 1_500_000_000, 1_999_999_999] {
        let leap = date.and_hms_nano_opt(23, 59, 59, nanoseconds).unwrap();
        same(&leap);
        same(&leap.and_utc());
        same(
            &FixedOffset::east_opt(3600)
                .unwrap()
                .from_utc_datetime(&leap),
        );
    }
    same(&(
        DateTime::<chrono::Utc>::MIN_UTC,
        DateTime::<chrono::Utc>::MAX_UTC,
    ));
    let east = FixedOffset::east_opt(86_399).unwrap();
    same(&DateTime::<chrono::Utc>::MIN_UTC.with_timezone(&east));
    same_for_every_hint(&[(
        DateTime::from_timestamp_nanos(1),
        east.timestamp_opt(0, 0).unwrap(),
    )]);
}

#[test]
#[cfg(feature = "jiff")]
fn jiff_moments() {
    use jiff::Timestamp;

    let random = &mut Random::new();
    for seconds in seconds(&mut Random::new()) {
        if let Ok(moment) = Timestamp::new(seconds, nanoseconds(random) as i32) {
            same(&moment);
        }
    }
    same(&(Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH));
    same(&Timestamp::new(-1, -1).unwrap());
    same_for_every_hint(&[Timestamp::new(-7, -120).unwrap()]);
}

#[test]
fn what_serde_writes_is_behind_what_we_wrote() {
    for hint in (0..200).step_by(STRIDE.min(19)) {
        let bytes = collect(hint, |out| {
            out.list(|out| {
                let out = out.str(b",", "first").literal(b",").serde(&["se\"rde"; 3]);
                out.literal(b",")
                    .object(|out| out.serde_members(&BTreeMap::from([("a", 1)])))
            })
        });
        let expected = br#"["first",["se\"rde","se\"rde","se\"rde"],{"a":1}]"#;
        assert_eq!(bytes.unwrap(), expected);
    }
}

#[test]
fn the_first_error_is_kept() {
    let error = collect(0, |out| {
        let out = out.serde(&BTreeMap::from([((), 1)]));
        out.fail(super::Error::new("second")).literal(b"more")
    });
    assert_eq!(error.unwrap_err().to_string(), "key must be a string");
}
