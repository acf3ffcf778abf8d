//! Comparing alternatives with alternatives.

use serde_json::Value;

use super::alternative::{Alternative, Shape};
use super::compare::not_compared;
use super::finding::{Finding, State, Step, only_sent};
use super::{Comparison, MOST_FINDINGS, Schema};
use crate::compat::change::{Direction, Kind};

static BOTH: [Value; 2] = [Value::Bool(true), Value::Bool(false)];
static NULL: [Value; 1] = [Value::Null];

/// With how many alternatives one is compared.
const MOST_TRIED: usize = 64;

/// The only values of an alternative.
pub(super) fn listed<'d>(alternative: &Alternative<'d>) -> Option<Vec<&'d Value>> {
    match (&alternative.values, &alternative.shape) {
        (Some(values), _) => Some(values.clone()),
        (None, Shape::Boolean) => Some(BOTH.iter().collect()),
        (None, Shape::Null) => Some(NULL.iter().collect()),
        _ => None,
    }
}

pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        None => text,
        Some((at, _)) => format!("{}..", &text[..at]),
    }
}

impl<'d> Comparison<'d> {
    pub(super) fn unions(
        &mut self,
        sender: &Schema<'d>,
        receiver: &Schema<'d>,
        sent: &[Alternative<'d>],
        read: &[Alternative<'d>],
    ) -> Vec<Finding<'d>> {
        let mut findings = Vec::new();
        let mut used = vec![false; read.len()];
        for one in sent {
            match listed(one) {
                Some(values) => self.values(one, &values, receiver, read, &mut findings),
                None => self.one_of(one, sent, receiver, read, &mut used, &mut findings),
            }
        }
        self.unused(sender, sent, read, &used, &mut findings);
        let is_held = |all: &[Alternative<'d>]| all.iter().any(|one| one.is_held);
        let is_any = receiver.parts.is_empty();
        if is_held(sent) != is_held(read) && !sent.is_empty() && !is_any {
            // A text, and what a text holds: no value shows that they differ.
            let what = "is a text of which only one schema says what it holds";
            findings = vec![
                Finding::new(Kind::KeywordChanged, State::Risky, what).between(sender, receiver),
            ];
        }
        findings
    }

    /// Each value of a list is asked for by itself.
    fn values(
        &mut self,
        one: &Alternative<'d>,
        values: &[&'d Value],
        receiver: &Schema<'d>,
        read: &[Alternative<'d>],
        findings: &mut Vec<Finding<'d>>,
    ) {
        let alike: Vec<&Alternative<'d>> = read.iter().filter(|other| other.is_like(one)).collect();
        let mut missing = Vec::new();
        for value in values {
            if self.holds_one(value, one) == Some(false) {
                continue;
            }
            let mut is_read = self.holds_any(value, read);
            if self.as_text && is_read == Some(false) {
                let readings = super::holds::readings(value);
                let other = readings
                    .iter()
                    .any(|reading| self.holds_any(reading, read) == Some(true));
                is_read = Some(other);
            }
            // Once there were too many steps, nothing is known of the value.
            if !self.step() || missing.len() > MOST_FINDINGS {
                findings.push(not_compared(Some(one.place), receiver.place()));
                break;
            }
            match is_read {
                Some(true) => {}
                Some(false) => missing.push(*value),
                // The same, with the same words that are not understood.
                None if alike.iter().any(|other| self.is_within(value, one, other)) => {}
                None => {
                    let what = format!(
                        "is not compared for {}, because of a keyword that is not read",
                        shown(value)
                    );
                    findings.push(
                        Finding::new(Kind::KeywordChanged, State::Risky, what)
                            .at(Some(one.place), receiver.place()),
                    );
                }
            }
        }
        // The values are all read; what else is said of them may matter.
        for opaque in one.opaque.iter().filter(|_| missing.is_empty()) {
            let is_said = opaque.only_forbids()
                || alike
                    .iter()
                    .any(|other| self.is_said(opaque, &other.opaque));
            if !is_said {
                let what = format!("differs in `{}`, which is not compared", opaque.keyword);
                findings.push(
                    Finding::new(Kind::KeywordChanged, State::Risky, what)
                        .at(Some(one.place), receiver.place()),
                );
            }
        }
        if missing.is_empty() {
            return;
        }
        let place = alike
            .first()
            .map(|other| other.place)
            .or_else(|| receiver.place());
        if alike.is_empty() {
            findings.push(self.other_type(one, place, missing.into_iter().take(1).cloned()));
            return;
        }
        let grows = self.direction == Direction::Received && alike.iter().any(|other| other.grows);
        let state = if grows { State::Risky } else { State::Fails };
        let kind = only_sent(self.direction, Kind::EnumValueAdded, Kind::EnumValueRemoved);
        for value in missing {
            let mut what = self.says(
                format!("may no longer be {}", shown(value)),
                format!("may now be {}", shown(value)),
            );
            if grows {
                what.push_str(", and its list of values was marked as one that grows");
            }
            findings.push(
                Finding::new(kind, state.clone(), what)
                    .at(Some(one.place), place)
                    .shown_by([value.clone()]),
            );
        }
    }

    /// Whether the other has the value, and is restricted alike by what is not read.
    fn is_within(&mut self, value: &Value, one: &Alternative<'d>, other: &Alternative<'d>) -> bool {
        let as_read = Alternative {
            opaque: Vec::new(),
            ..other.clone()
        };
        self.holds_one(value, &as_read) == Some(true)
            && other
                .opaque
                .iter()
                .all(|opaque| self.is_said(opaque, &one.opaque))
    }

    fn one_of(
        &mut self,
        one: &Alternative<'d>,
        sent: &[Alternative<'d>],
        receiver: &Schema<'d>,
        read: &[Alternative<'d>],
        used: &mut [bool],
        findings: &mut Vec<Finding<'d>>,
    ) {
        let alike: Vec<usize> = (0..read.len())
            .filter(|index| read[*index].is_like(one))
            .collect();
        if alike.is_empty() {
            if self.as_text && self.is_any_text(one, read, findings) {
                return;
            }
            let sample = self.sample_one(one);
            findings.push(self.other_type(one, receiver.place(), sample));
            return;
        }
        let is_union =
            alike.len() > 1 || sent.iter().filter(|other| other.is_like(one)).count() > 1;
        let mut tried = alike;
        if is_union {
            tried.retain(|index| !self.excludes(one, &read[*index]));
            tried.truncate(MOST_TRIED);
        }
        let mut results: Vec<(usize, Vec<Finding<'d>>)> = Vec::new();
        for index in tried {
            let pair = self.pair(one, &read[index]);
            if !pair.iter().any(Finding::fails) {
                used[index] = true;
                findings.extend(pair);
                return;
            }
            results.push((index, pair));
        }
        if results.len() > 1 && self.is_split(one, read, &results) {
            results.iter().for_each(|(index, _)| used[*index] = true);
            return;
        }
        let failing =
            |findings: &[Finding<'d>]| findings.iter().filter(|finding| finding.fails()).count();
        match results.into_iter().min_by_key(|(_, pair)| failing(pair)) {
            Some((index, pair)) => {
                used[index] = true;
                findings.extend(pair);
            }
            None => {
                let kind = only_sent(self.direction, Kind::VariantAdded, Kind::VariantRemoved);
                let sample = self.sample_one(one);
                let name = self.variant_name(one);
                let what = self.says(
                    format!("may no longer be the alternative {name}"),
                    format!("may now be a new alternative, {name}"),
                );
                findings.push(
                    Finding::new(kind, State::Fails, what)
                        .at(Some(one.place), receiver.place())
                        .shown_by(sample),
                );
            }
        }
    }

    /// Whether each value of a member, such as a tag, leads to an alternative that reads the rest.
    fn is_split(
        &mut self,
        one: &Alternative<'d>,
        read: &[Alternative<'d>],
        results: &[(usize, Vec<Finding<'d>>)],
    ) -> bool {
        let Shape::Object(object) = &one.shape else {
            return false;
        };
        for name in object.required.iter().copied() {
            let Some(member) = object.members.get(name).cloned() else {
                continue;
            };
            let Ok(alternatives) = self.alternatives(&member) else {
                continue;
            };
            let Some(values) = alternatives.iter().map(listed).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let is_only_of_it = |finding: &Finding<'d>| {
                !finding.fails()
                    || matches!(finding.path().next(), Some(Step::Member(first)) if first == name)
            };
            let reading: Vec<usize> = results
                .iter()
                .filter(|(_, pair)| pair.iter().all(is_only_of_it))
                .map(|(index, _)| *index)
                .collect();
            let mut values = values.into_iter().flatten();
            let is_split = values.all(|value| {
                reading.iter().any(|index| match &read[*index].shape {
                    // A pattern of names may be of this one, too.
                    Shape::Object(other) if !other.patterns.is_empty() => false,
                    Shape::Object(other) => match other.member(name) {
                        Some(schema) => self.holds(value, schema) == Some(true),
                        None => true,
                    },
                    _ => false,
                })
            });
            if is_split {
                return true;
            }
        }
        false
    }

    /// The tag of an alternative, or its type.
    pub(super) fn variant_name(&mut self, one: &Alternative<'d>) -> String {
        if let Shape::Object(object) = &one.shape {
            for (name, member) in &object.members {
                let [(_, part)] = member.parts.as_slice() else {
                    continue;
                };
                if let Some(tag) = part.get("const") {
                    return format!("with `{name}` {}", shown(tag));
                }
            }
            if let [only] = object
                .required
                .iter()
                .copied()
                .collect::<Vec<_>>()
                .as_slice()
            {
                return format!("with `{only}`");
            }
        }
        one.name().to_owned()
    }

    /// A number or a boolean that is sent as a text may be read as any text.
    fn is_any_text(
        &self,
        one: &Alternative<'d>,
        read: &[Alternative<'d>],
        findings: &mut Vec<Finding<'d>>,
    ) -> bool {
        if !matches!(one.shape, Shape::Number(_) | Shape::Boolean) {
            return false;
        }
        let any = read.iter().find(|other| match &other.shape {
            Shape::Text(text) => {
                other.values.is_none()
                    && other.opaque.is_empty()
                    && text.shortest <= 1
                    && text.longest.is_none()
                    && text.patterns.is_empty()
                    && text.formats.is_empty()
            }
            _ => false,
        });
        if let Some(any) = any {
            let what = self.says(
                format!("may be any text, not only {}", one.name()),
                format!("is always {}", one.name()),
            );
            findings.push(
                Finding::new(Kind::TypeChanged, State::Holds, what)
                    .at(Some(one.place), Some(any.place)),
            );
        }
        any.is_some()
    }

    fn other_type(
        &self,
        one: &Alternative<'d>,
        place: Option<&'d Value>,
        witness: impl IntoIterator<Item = Value>,
    ) -> Finding<'d> {
        let kind = match one.shape {
            Shape::Null => only_sent(self.direction, Kind::NullAllowed, Kind::NullForbidden),
            _ => Kind::TypeChanged,
        };
        let what = self.says(
            format!("may no longer be {}", one.name()),
            format!("may now be {}", one.name()),
        );
        Finding::new(kind, State::Fails, what)
            .at(Some(one.place), place)
            .shown_by(witness)
    }
}
