//! The bounds of what a problem tells: a client chooses how many faults its request has, how long its keys are, and how deep
//! they lie, so that without them a small request would have a large answer.

use std::borrow::Cow;
use std::iter;

use serde_json::Value;

use super::{Fault, Loc};

/// The maximum length of a key, as JSON.
const LONGEST_KEY: usize = 128;

/// The maximum length of a location, of a message and of a limit, as JSON.
const LONGEST_PART: usize = 1024;

/// The maximum length of all faults of a problem, as JSON.
const LONGEST: usize = 15_000;

/// The length of a fault without its texts.
const MEMBERS: usize = r#"{"loc":[],"msg":"","type":""},"#.len();

/// What stands for the rest of a text or of a location.
const CUT: &str = "...";

impl Fault {
    /// The maximum number of faults in a [`Problem`](crate::Problem).
    ///
    /// An extractor of your own can stop at the first hundred: `Problem::invalid` takes no more of an iterator.
    pub const MOST: usize = 100;

    /// Cuts what is longer than a problem repeats.
    #[doc(hidden)]
    #[must_use]
    pub fn bounded(mut self) -> Self {
        for step in &mut self.loc {
            if let Loc::Key(key) = step {
                shorten(key, LONGEST_KEY);
            }
        }
        if at_most(&self.loc) > LONGEST_PART && written_steps(&self.loc) > LONGEST_PART {
            let mut left = LONGEST_PART - written_step(&Loc::from(CUT));
            let fitting = self
                .loc
                .iter()
                .take_while(|step| takes(&mut left, written_step(step)));
            let kept = fitting.count();
            self.loc.truncate(kept);
            self.loc.push(Loc::from(CUT));
        }
        shorten(&mut self.msg, LONGEST_PART);
        self.limit = self
            .limit
            .filter(|limit| is_short(limit) || limit.to_string().len() <= LONGEST_PART);
        self
    }

    /// A length that it does not exceed as JSON, which costs less to find than the length.
    fn at_most(&self) -> Option<usize> {
        let limit = match &self.limit {
            None => 0,
            Some(limit) if is_short(limit) => LONGEST_PART,
            Some(_) => return None,
        };
        let texts = LONGEST_LETTER * self.msg.len() + self.kind.len();
        Some(MEMBERS + at_most(&self.loc) + texts + limit)
    }

    /// The length as JSON.
    fn written(&self) -> usize {
        let limit = self
            .limit
            .as_ref()
            .map_or(0, |limit| r#","limit":"#.len() + limit.to_string().len());
        MEMBERS + written_steps(&self.loc) + written(&self.msg) + self.kind.len() + limit
    }
}

impl Loc {
    /// A key that the client chose, of which a problem repeats the beginning.
    #[doc(hidden)]
    #[must_use]
    pub fn chosen(key: &str) -> Self {
        Self::Key(Cow::Owned(
            cut(key, LONGEST_KEY).unwrap_or_else(|| key.to_owned()),
        ))
    }
}

/// Adds faults to those of a problem, as far as it tells them.
pub(in crate::problem) fn extend(known: &mut Vec<Fault>, faults: impl IntoIterator<Item = Fault>) {
    let rest = Fault::MOST.saturating_sub(known.len());
    let faults = faults.into_iter().take(rest);
    known.reserve(faults.size_hint().0);
    // Few faults are short without a look at each letter.
    let mut at_most: Option<usize> = known.iter().map(Fault::at_most).sum();
    let mut left = None;
    for fault in faults {
        let fault = fault.bounded();
        at_most = at_most.and_then(|known| Some(known + fault.at_most()?));
        if at_most.is_none_or(|at_most| at_most > LONGEST) {
            let left = left.get_or_insert_with(|| {
                LONGEST.saturating_sub(known.iter().map(Fault::written).sum())
            });
            if !takes(left, fault.written()) && !known.is_empty() {
                return;
            }
        }
        known.push(fault);
    }
}

/// Whether the length of a limit as JSON is known to be small.
fn is_short(limit: &Value) -> bool {
    match limit {
        Value::String(text) => text.len() <= (LONGEST_PART - r#""""#.len()) / LONGEST_LETTER,
        Value::Number(number) => number.is_u64() || number.is_i64(),
        _ => false,
    }
}

/// Cuts a text that is longer than this as JSON.
pub(in crate::problem) fn shorten(text: &mut Cow<'static, str>, most: usize) {
    if let Some(cut) = cut(text, most) {
        *text = Cow::Owned(cut);
    }
}

/// The beginning of a text that is longer than this as JSON.
fn cut(text: &str, most: usize) -> Option<String> {
    let is_short = text.len() <= most / LONGEST_LETTER;
    if is_short || text.len() <= most && written(text) <= most {
        return None;
    }
    let mut left = most.saturating_sub(CUT.len());
    let kept = text
        .chars()
        .take_while(|letter| takes(&mut left, written_letter(*letter)));
    Some(kept.chain(CUT.chars()).collect())
}

/// Takes from what is left, if there is enough.
fn takes(left: &mut usize, length: usize) -> bool {
    let rest = left.checked_sub(length);
    *left = rest.unwrap_or(*left);
    rest.is_some()
}

/// The longest way to write a byte.
const LONGEST_LETTER: usize = r"\u0000".len();

fn written(text: &str) -> usize {
    text.bytes().map(written_byte).sum()
}

fn written_letter(letter: char) -> usize {
    match u8::try_from(letter) {
        Ok(byte) if byte.is_ascii() => written_byte(byte),
        _ => letter.len_utf8(),
    }
}

const fn written_byte(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 2,
        0..=0x1f => LONGEST_LETTER,
        _ => 1,
    }
}

fn written_step(step: &Loc) -> usize {
    match step {
        Loc::Key(key) => written(key) + r#""","#.len(),
        Loc::Index(index) => {
            let digits = iter::successors(Some(*index), |rest| {
                Some(rest / 10).filter(|rest| *rest > 0)
            });
            digits.count() + ",".len()
        }
    }
}

fn written_steps(loc: &[Loc]) -> usize {
    loc.iter().map(written_step).sum()
}

/// A length that a location does not exceed as JSON.
fn at_most(loc: &[Loc]) -> usize {
    const LONGEST_INDEX: usize = 21;
    let steps = loc.iter().map(|step| match step {
        Loc::Key(key) => LONGEST_LETTER * key.len() + r#""","#.len(),
        Loc::Index(_) => LONGEST_INDEX,
    });
    steps.sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Problem;

    fn problem(faults: impl IntoIterator<Item = Fault>) -> Problem {
        Problem::invalid(faults)
    }

    fn written(problem: &Problem) -> usize {
        serde_json::to_string(&problem.errors).unwrap().len()
    }

    #[test]
    fn the_first_hundred_faults_are_told() {
        let endless = (0..).map(|index| Fault::new([Loc::from(index)], "no", "value_error"));
        let told = problem(endless);
        assert_eq!(told.errors.len(), 100);
        assert_eq!(told.errors[99].loc, [Loc::from(99)]);
        let more = told.errors([Fault::new(["more"], "no", "value_error")]);
        assert_eq!(more.errors.len(), 100);
    }

    #[test]
    fn a_long_key_is_cut_between_two_letters() {
        for (key, told) in [
            ("k".repeat(128), "k".repeat(128)),
            ("k".repeat(129), "k".repeat(125) + "..."),
            ("é".repeat(1 << 20), "é".repeat(62) + "..."),
            // Six bytes each as JSON.
            ("\u{1}".repeat(22), "\u{1}".repeat(20) + "..."),
        ] {
            let faults = problem([Fault::new([key.clone()], "no", "value_error")])
                .errors
                .clone();
            assert_eq!(faults[0].loc, [Loc::from(told.clone())]);
            assert_eq!(Loc::chosen(&key), Loc::from(told));
        }
    }

    #[test]
    fn what_is_cut_is_not_cut_again() {
        let long = Fault::new(
            vec!["\u{1}é".repeat(200); 100],
            "\0é".repeat(4000),
            "value_error",
        );
        let once = long.limit("x".repeat(2000)).bounded();
        assert_eq!(once.clone().bounded(), once);
        assert_eq!(once.limit, None);
    }

    #[test]
    fn a_location_too_deep_to_be_told_ends_above_the_fault() {
        let deep = iter::repeat_n(Loc::from("level"), 200);
        let told = problem([Fault::new(deep, "no", "value_error")])
            .errors
            .clone();
        let loc = &told[0].loc;
        assert_eq!(loc.last(), Some(&Loc::from("...")));
        assert_eq!(loc.len(), 128);
        let wide = iter::repeat_n(Loc::from(0), 200);
        let told = problem([Fault::new(wide, "no", "value_error")])
            .errors
            .clone();
        assert_eq!(told[0].loc.len(), 200);
    }

    #[test]
    fn all_faults_together_are_bounded() {
        let deep = |index| {
            let keys = iter::repeat_n(Loc::from("k\0".repeat(100)), 100);
            Fault::new(
                keys.chain([Loc::from(index)]),
                "\"".repeat(9000),
                "value_error",
            )
            .limit(json!("l".repeat(900)))
        };
        let told = problem((0..1000).map(deep));
        assert!(told.errors.len() > 1);
        assert!(written(&told) <= LONGEST, "{}", written(&told));
        let hundred = (0..100).map(|index| {
            let loc = [
                "body".into(),
                "prices".into(),
                Loc::from(index + 10_000),
                "amount".into(),
            ];
            Fault::new(loc, "must be at least 18", "greater_than_equal").limit(18)
        });
        assert_eq!(problem(hundred).errors.len(), 100);
    }
}
