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

/// Below it, a whole number of 64 bits is one of 128 bits, with room to count on.
const LARGEST: f64 = 1e36;

pub(super) fn integer(number: &Number) -> Option<i128> {
    let whole = number.as_i64().map(i128::from);
    whole
        .or_else(|| number.as_u64().map(i128::from))
        .or_else(|| whole_of(number.as_f64()?))
}

/// A number without a fraction, exactly.
#[allow(
    clippy::cast_possible_truncation,
    reason = "there is no fraction, and the number is small enough"
)]
fn whole_of(float: f64) -> Option<i128> {
    (float.fract() == 0.0 && float.abs() < LARGEST).then_some(float as i128)
}

pub(super) fn from_integer(integer: i128) -> Option<Value> {
    #[allow(clippy::cast_precision_loss, reason = "it is asked whether it is lost")]
    let float = || Some(integer as f64).filter(|float| whole_of(*float) == Some(integer));
    i64::try_from(integer)
        .map(Value::from)
        .or_else(|_| u64::try_from(integer).map(Value::from))
        .ok()
        .or_else(|| float().map(Value::from))
}

/// Whether the number is whole, however large it is.
fn is_whole(number: &Number) -> bool {
    integer(number).is_some() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
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
        (!self.is_integer || is_whole(number))
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

    /// What each integer is a multiple of, as far as it is known.
    fn step(&self) -> i128 {
        let steps = self.multiples.iter().filter_map(|of| integer(of));
        steps.filter(|of| *of > 0).max().unwrap_or(1)
    }

    /// How another limit compares with the own one: `Greater` if it allows more, `Less` if it may allow less.
    pub(super) fn order(&self, is_least: bool, other: Option<Limit<'_>>) -> Ordering {
        let own = if is_least { self.least } else { self.greatest };
        let (own, other) = match (own, other) {
            (None, None) => return Ordering::Equal,
            (Some(_), None) => return Ordering::Greater,
            (None, Some(_)) => return Ordering::Less,
            (Some(own), Some(other)) => (own, other),
        };
        let plain = match compared(other.number, own.number) {
            Ordering::Equal => other.is_within.cmp(&own.is_within),
            order if is_least => order.reverse(),
            order => order,
        };
        if !self.is_integer {
            return plain;
        }
        // Of integers, `> 0` is `>= 1`, and the largest multiple of 7 up to 100 is 98.
        match (own.integer(is_least), other.integer(is_least)) {
            (Some(own), Some(other)) => {
                let step = self.step();
                let outermost = match is_least {
                    true => -(-own).div_euclid(step) * step,
                    false => own.div_euclid(step) * step,
                };
                let exact = |order: Ordering| if is_least { order.reverse() } else { order };
                match exact(other.cmp(&outermost)) {
                    Ordering::Less => Ordering::Less,
                    _ => exact(other.cmp(&own)).max(Ordering::Equal),
                }
            }
            _ => plain,
        }
    }

    /// Numbers between the own limits and those of another set.
    pub(super) fn between(&self, other: &Self) -> Vec<Value> {
        let mut between = Vec::new();
        for (own, other) in [(self.least, other.least), (self.greatest, other.greatest)] {
            let limits: Vec<&Number> = [own, other]
                .into_iter()
                .flatten()
                .map(|l| l.number)
                .collect();
            let floats: Vec<f64> = limits.iter().filter_map(|limit| limit.as_f64()).collect();
            if let [one, other] = floats[..] {
                let middle = one / 2.0 + other / 2.0;
                between.extend([middle, middle.floor(), middle.ceil()].map(Value::from));
            }
            let whole = [Number::from(1)];
            for of in self.multiples.iter().copied().chain(&whole) {
                for limit in &limits {
                    between.extend(multiples_near(limit, of));
                }
            }
        }
        between
    }
}

impl Limit<'_> {
    /// The limit as the outermost integer that it allows.
    fn integer(&self, is_least: bool) -> Option<i128> {
        if let Some(number) = integer(self.number) {
            return Some(match (self.is_within, is_least) {
                (true, _) => number,
                (false, true) => number + 1,
                (false, false) => number - 1,
            });
        }
        let float = self.number.as_f64()?;
        whole_of(if is_least {
            float.ceil()
        } else {
            float.floor()
        })
    }
}

fn multiples_near(limit: &Number, of: &Number) -> Vec<Value> {
    if let (Some(limit), Some(of)) = (integer(limit), integer(of)) {
        if of <= 0 {
            return Vec::new();
        }
        let below = limit.div_euclid(of);
        return (-1..=2)
            .filter_map(|more| from_integer((below + more) * of))
            .collect();
    }
    let (Some(limit), Some(of)) = (limit.as_f64(), of.as_f64()) else {
        return Vec::new();
    };
    let below = (limit / of).floor();
    [-1.0, 0.0, 1.0, 2.0]
        .map(|more| (below + more) * of)
        .into_iter()
        .map(Value::from)
        .collect()
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
