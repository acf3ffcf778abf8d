//! [`Numbers`]: the numbers that an alternative allows.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// A limit, and whether it is itself allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limit<'d> {
    pub(super) number: &'d Number,
    pub(super) is_within: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::compat) struct Numbers<'d> {
    pub(super) is_integer: bool,
    pub(super) least: Option<Limit<'d>>,
    pub(super) greatest: Option<Limit<'d>>,
    pub(super) multiples: Vec<&'d Number>,
    pub(super) formats: Vec<&'d str>,
}

/// Compares numbers as they are written: integers exactly.
pub(super) fn compared(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => {
            let float = |number: &Number| number.as_f64().unwrap_or_default();
            float(one).total_cmp(&float(other))
        }
    }
}

pub(super) fn integer(number: &Number) -> Option<i128> {
    let whole = number.as_i64().map(i128::from);
    whole
        .or_else(|| number.as_u64().map(i128::from))
        .or_else(|| {
            let float = number.as_f64()?;
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a whole number below 2^53 is exact"
            )]
            (float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0).then_some(float as i128)
        })
}

pub(super) fn from_integer(integer: i128) -> Option<Value> {
    i64::try_from(integer)
        .map(Value::from)
        .or_else(|_| u64::try_from(integer).map(Value::from))
        .ok()
}

impl Numbers<'_> {
    pub(super) fn and(mut self, other: Self) -> Self {
        self.is_integer |= other.is_integer;
        self.least = tighter(self.least, other.least, Ordering::Greater);
        self.greatest = tighter(self.greatest, other.greatest, Ordering::Less);
        self.multiples.extend(other.multiples);
        for format in other.formats {
            if !self.formats.contains(&format) {
                self.formats.push(format);
            }
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        match (self.least, self.greatest) {
            (Some(least), Some(greatest)) => match compared(least.number, greatest.number) {
                Ordering::Greater => true,
                Ordering::Equal => !(least.is_within && greatest.is_within),
                Ordering::Less => false,
            },
            _ => false,
        }
    }

    /// Whether the number is one of these.
    pub(super) fn has(&self, number: &Number) -> bool {
        let within = |limit: Option<Limit<'_>>, beyond: Ordering| {
            limit.is_none_or(|limit| match compared(number, limit.number) {
                Ordering::Equal => limit.is_within,
                order => order != beyond,
            })
        };
        (!self.is_integer || integer(number).is_some())
            && within(self.least, Ordering::Less)
            && within(self.greatest, Ordering::Greater)
            && self.multiples.iter().all(|of| is_multiple(number, of))
    }

    /// Numbers of the set, and around its limits.
    pub(super) fn near(&self) -> Vec<Value> {
        let mut near = vec![Value::from(0), Value::from(1), Value::from(0.5)];
        for limit in [self.least, self.greatest].into_iter().flatten() {
            near.push(Value::Number(limit.number.clone()));
            if let Some(number) = integer(limit.number) {
                near.extend(
                    [number - 1, number + 1]
                        .into_iter()
                        .filter_map(from_integer),
                );
            }
            if let Some(float) = limit.number.as_f64() {
                near.extend(
                    [
                        float - 0.5,
                        float + 0.5,
                        float - 1.0,
                        float + 1.0,
                        float.floor(),
                        float.ceil(),
                    ]
                    .map(Value::from),
                );
            }
        }
        for of in &self.multiples {
            near.push(Value::Number((*of).clone()));
            let least = self.least.and_then(|limit| integer(limit.number));
            if let (Some(of), Some(least)) = (integer(of), least)
                && of > 0
            {
                near.extend(from_integer((least.div_euclid(of) + 1) * of));
            }
        }
        near
    }
}

fn tighter<'d>(
    one: Option<Limit<'d>>,
    other: Option<Limit<'d>>,
    wanted: Ordering,
) -> Option<Limit<'d>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(match compared(one.number, other.number) {
            Ordering::Equal if one.is_within => other,
            Ordering::Equal => one,
            order if order == wanted => one,
            _ => other,
        }),
        (one, other) => one.or(other),
    }
}

pub(super) fn is_multiple(number: &Number, of: &Number) -> bool {
    match (integer(number), integer(of)) {
        (Some(number), Some(of)) => of != 0 && number % of == 0,
        _ => {
            let (Some(number), Some(of)) = (number.as_f64(), of.as_f64()) else {
                return false;
            };
            let times = number / of;
            (times - times.round()).abs() < 1e-9
        }
    }
}
