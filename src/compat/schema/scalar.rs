//! Comparing two alternatives of one type: what is not read of them, texts and numbers.

use serde_json::{Number, Value};

use super::Comparison;
use super::alternative::{Alternative, Shape, Text};
use super::finding::{Finding, State, only_sent};
use super::number::{Numbers, integer, is_multiple};
use super::sample::LARGEST;
use super::texts::is_only_named;
use crate::compat::change::{Direction, Kind};

/// Texts that are tried where any might break a pattern or a format.
const ODD: [&str; 8] = ["", "a", "0", " ", "A", "-", "\u{e9}", "a b!"];

impl<'d> Comparison<'d> {
    /// How two alternatives of one type differ, of which the sender's has no list of values.
    pub(super) fn pair(
        &mut self,
        one: &Alternative<'d>,
        other: &Alternative<'d>,
    ) -> Vec<Finding<'d>> {
        let mut findings = self.unread_keywords(one, other);
        let at = (Some(one.place), Some(other.place));
        if let Some(values) = &other.values {
            let kind = only_sent(self.direction, Kind::EnumDropped, Kind::EnumIntroduced);
            let grows = self.direction == Direction::Received && other.grows;
            let state = if grows { State::Risky } else { State::Fails };
            let candidates = self.beside(one, values);
            let what = self.says(
                "may only be a value of a list".to_owned(),
                "may now be any value, not only those of the list".to_owned(),
            );
            findings.push(
                Finding::new(kind, state, what)
                    .at(at.0, at.1)
                    .shown_by(candidates),
            );
            return findings;
        }
        match (&one.shape, &other.shape) {
            (Shape::Text(sent), Shape::Text(read)) => self.text(sent, read, &mut findings),
            (Shape::Number(sent), Shape::Number(read)) => self.number(sent, read, &mut findings),
            (Shape::List(sent), Shape::List(read)) => self.list(one, sent, read, &mut findings),
            (Shape::Object(sent), Shape::Object(read)) => {
                self.object(one, sent, read, other.place, &mut findings);
            }
            _ => {}
        }
        for finding in &mut findings {
            if finding.sender.is_none() && finding.receiver.is_none() {
                (finding.sender, finding.receiver) = at;
            }
        }
        findings
    }

    /// Values of an alternative that are not in the list.
    fn beside(&mut self, one: &Alternative<'d>, values: &[&Value]) -> Vec<Value> {
        let mut candidates: Vec<Value> = match &one.shape {
            Shape::Text(text) => {
                let texts = self.texts_of(text).into_iter();
                texts
                    .chain(ODD.map(str::to_owned))
                    .chain(["other".to_owned()])
                    .map(Value::from)
                    .collect()
            }
            Shape::Number(numbers) => numbers
                .near()
                .into_iter()
                .chain((2..9).map(Value::from))
                .collect(),
            _ => self.sample_one(one).into_iter().collect(),
        };
        candidates.retain(|candidate| {
            !values
                .iter()
                .any(|value| super::equal::equal_values(value, candidate))
                && self.holds_one(candidate, one) == Some(true)
        });
        candidates.truncate(1);
        candidates
    }

    fn text(&mut self, sent: &Text<'d>, read: &Text<'d>, findings: &mut Vec<Finding<'d>>) {
        let (tighter, wider) = self.limits();
        if read.shortest > sent.shortest {
            let what = self.says(
                format!(
                    "has to have at least {} characters, and not {}",
                    read.shortest, sent.shortest
                ),
                format!("may have fewer than {} characters", read.shortest),
            );
            let mut short = self.texts_of(sent);
            let length = usize::try_from(read.shortest - 1).unwrap_or_default();
            if length < 1000 {
                short.push("a".repeat(length));
            }
            short.retain(|text| {
                (text.chars().count() as u64) < read.shortest
                    && self.holds_text(text, sent) == Some(true)
            });
            short.truncate(2);
            findings.push(
                Finding::new(tighter, State::Fails, what)
                    .shown_by(short.into_iter().map(Value::from)),
            );
        } else if read.shortest < sent.shortest {
            let what = self.says(
                format!(
                    "may have {} characters, and not only {}",
                    read.shortest, sent.shortest
                ),
                format!("has at least {} characters", sent.shortest),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
        match (read.longest, sent.longest) {
            (Some(most), before) if before.is_none_or(|before| before > most) => {
                let what = self.says(
                    format!("may have at most {most} characters"),
                    format!("may have more than {most} characters"),
                );
                let mut long = Vec::new();
                if most < LARGEST {
                    let longer = Text {
                        shortest: sent.shortest.max(most + 1),
                        ..sent.clone()
                    };
                    long = self.texts_of(&longer);
                    long.truncate(1);
                }
                findings.push(
                    Finding::new(tighter, State::Fails, what)
                        .shown_by(long.into_iter().map(Value::from)),
                );
            }
            (now, Some(most)) if now.is_none_or(|now| now > most) => {
                let what = self.says(
                    format!("may have more than {most} characters"),
                    format!("has at most {most} characters"),
                );
                findings.push(Finding::new(wider, State::Holds, what));
            }
            _ => {}
        }
        self.expressions(
            Kind::PatternChanged,
            sent,
            (&sent.patterns, &read.patterns),
            findings,
        );
        self.expressions(
            Kind::FormatChanged,
            sent,
            (&sent.formats, &read.formats),
            findings,
        );
    }

    /// Patterns or formats.
    fn expressions(
        &mut self,
        kind: Kind,
        sent: &Text<'d>,
        (own, others): (&[&'d str], &[&'d str]),
        findings: &mut Vec<Finding<'d>>,
    ) {
        let is_pattern = kind == Kind::PatternChanged;
        let word = if is_pattern { "pattern" } else { "format" };
        let missing: Vec<&str> = others
            .iter()
            .filter(|other| !own.contains(other))
            .copied()
            .collect();
        let Some(wanted) = missing.first() else {
            if let Some(dropped) = own.iter().find(|known| !others.contains(known)) {
                let what = self.says(
                    format!("need not have the {word} `{dropped}` any more"),
                    format!("has the {word} `{dropped}`"),
                );
                findings.push(Finding::new(kind, State::Holds, what));
            }
            return;
        };
        if let Some(before) = own.first() {
            let (old, new) = match self.direction {
                Direction::Sent => (before, wanted),
                Direction::Received => (wanted, before),
            };
            let what = format!(
                "has the {word} `{new}` instead of `{old}`; whether a value has only one of them is not decided"
            );
            findings.push(Finding::new(kind, State::Risky, what));
            return;
        }
        let what = self.says(
            format!("has to have the {word} `{wanted}`"),
            format!("need not have the {word} `{wanted}`"),
        );
        if !is_pattern && is_only_named(wanted) {
            findings.push(Finding::new(kind, State::Holds, what));
            return;
        }
        let mut shown = self.texts_of(sent);
        shown.extend(ODD.map(str::to_owned));
        shown.retain(|text| {
            let is_it = match is_pattern {
                true => self.texts.matches(wanted, text),
                false => self.texts.has_format(wanted, text),
            };
            is_it == Some(false) && self.holds_text(text, sent) == Some(true)
        });
        shown.truncate(1);
        let state = if shown.is_empty() {
            State::Risky
        } else {
            State::Fails
        };
        findings.push(Finding::new(kind, state, what).shown_by(shown.into_iter().map(Value::from)));
    }

    fn number(&mut self, sent: &Numbers<'d>, read: &Numbers<'d>, findings: &mut Vec<Finding<'d>>) {
        let (tighter, wider) = self.limits();
        let mut near = sent.near();
        near.extend(read.near());
        near.extend(sent.between(read));
        let shown = |sent: &Numbers<'_>, only: &Numbers<'_>| -> Vec<Value> {
            let is_beyond = |value: &&Value| match value {
                Value::Number(number) => sent.has(number) && !only.has(number),
                _ => false,
            };
            near.iter().filter(is_beyond).take(1).cloned().collect()
        };
        if read.is_integer && !sent.is_integer {
            let only = Numbers {
                is_integer: true,
                ..Numbers::default()
            };
            let what = self.says(
                "has to be an integer".to_owned(),
                "may be a number that is not an integer".to_owned(),
            );
            findings.push(
                Finding::new(Kind::TypeChanged, State::Fails, what).shown_by(shown(sent, &only)),
            );
        } else if sent.is_integer && !read.is_integer {
            let what = self.says(
                "may be any number, not only an integer".to_owned(),
                "is always an integer".to_owned(),
            );
            findings.push(Finding::new(Kind::TypeChanged, State::Holds, what));
        }
        // Of numbers that have to be integers now, only the integers are asked for the limits.
        let asked = Numbers {
            is_integer: sent.is_integer || read.is_integer,
            ..sent.clone()
        };
        for (is_least, own, other) in [
            (true, sent.least, read.least),
            (false, sent.greatest, read.greatest),
        ] {
            let order = asked.order(is_least, other);
            if order.is_eq() {
                continue;
            }
            let word = if is_least { "less" } else { "greater" };
            if order.is_gt() {
                let limit = own.map_or_else(String::new, |limit| limit.number.to_string());
                let what = self.says(
                    format!("may also be {word} than {limit}"),
                    format!("is never {word} than {limit}"),
                );
                findings.push(Finding::new(wider, State::Holds, what));
                continue;
            }
            let only = match is_least {
                true => Numbers {
                    least: other,
                    ..Numbers::default()
                },
                false => Numbers {
                    greatest: other,
                    ..Numbers::default()
                },
            };
            let beyond = shown(&asked, &only);
            let limit = other.map_or_else(String::new, |limit| limit.number.to_string());
            let mut what = self.says(
                format!("may no longer be {word} than {limit}"),
                format!("may now be {word} than {limit}"),
            );
            let state = if beyond.is_empty() {
                what.push_str("; whether there is such a number is not decided");
                State::Risky
            } else {
                State::Fails
            };
            findings.push(Finding::new(tighter, state, what).shown_by(beyond));
        }
        self.multiples(sent, read, &near, findings);
        number_formats(sent, read, findings);
    }

    fn multiples(
        &self,
        sent: &Numbers<'d>,
        read: &Numbers<'d>,
        near: &[Value],
        findings: &mut Vec<Finding<'d>>,
    ) {
        let (tighter, wider) = self.limits();
        let divides = |of: &&Number| {
            sent.multiples.iter().any(|own| is_multiple(own, of))
                || sent.is_integer && integer(of) == Some(1)
        };
        for of in read.multiples.iter().filter(|of| !divides(of)) {
            let is_beyond = |value: &&Value| match value {
                Value::Number(number) => sent.has(number) && !is_multiple(number, of),
                _ => false,
            };
            let shown: Vec<Value> = near.iter().filter(is_beyond).take(1).cloned().collect();
            let state = if shown.is_empty() {
                State::Risky
            } else {
                State::Fails
            };
            let what = self.says(
                format!("has to be a multiple of {of}"),
                format!("need not be a multiple of {of}"),
            );
            findings.push(Finding::new(tighter, state, what).shown_by(shown));
        }
        let is_dropped = |own: &&&Number| !read.multiples.iter().any(|of| is_multiple(of, own));
        if let Some(of) = sent.multiples.iter().find(is_dropped) {
            let what = self.says(
                format!("need not be a multiple of {of}"),
                format!("is a multiple of {of}"),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
    }
}

/// A format of numbers names their size, which the limits say exactly if they are there. What is held to no format may have any
/// size.
fn number_formats<'d>(sent: &Numbers<'d>, read: &Numbers<'d>, findings: &mut Vec<Finding<'d>>) {
    let is_missing = |format: &&&str| !sent.formats.contains(*format);
    let missing = read.formats.iter().find(is_missing);
    if missing.is_none() && sent.formats.len() == read.formats.len() {
        return;
    }
    let has_limits = |numbers: &Numbers<'_>| {
        numbers.is_integer && numbers.least.is_some() && numbers.greatest.is_some()
    };
    if has_limits(sent) && has_limits(read) {
        return;
    }
    let shown = |formats: &[&str]| match formats.first() {
        None => "none".to_owned(),
        Some(format) => format!("`{format}`"),
    };
    let state = match missing {
        None => State::Holds,
        Some(_) => State::Risky,
    };
    let what = format!(
        "has another format of numbers: {} is sent, {} is read",
        shown(&sent.formats),
        shown(&read.formats)
    );
    findings.push(Finding::new(Kind::FormatChanged, state, what));
}
