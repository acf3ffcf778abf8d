//! Comparing the members that objects do not name, and how many they have.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Comparison;
use super::alternative::{Alternative, Object, Shape};
use super::finding::{Finding, State, Step, with_member};
use super::object::Sides;
use super::opaque::Opaque;
use crate::compat::change::{Direction, Kind};

impl<'d> Comparison<'d> {
    /// The members that neither side names.
    pub(super) fn other_members(
        &mut self,
        sides: &mut Sides<'_, 'd>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let at = (Some(sides.one.place), Some(sides.place));
        self.patterns(sides, findings);
        let name = fresh(sides);
        let rest = sides.read.rest.clone();
        if !sides.others.is_never() {
            if let Some(rest) = rest {
                let others = sides.others.clone();
                let found = self.compare(&others, &rest);
                if rest.is_never() {
                    let what = self.says(
                        "may no longer have members that are not named".to_owned(),
                        "may have members that are not named".to_owned(),
                    );
                    let kind = match self.direction {
                        Direction::Sent => Kind::ObjectClosed,
                        Direction::Received => Kind::ObjectOpened,
                    };
                    let lifted = self.lift(&found, &Step::AnyMember, &name, sides);
                    let mut finding = Finding::new(kind, State::Fails, what).at(at.0, at.1);
                    finding.witnesses = lifted
                        .into_iter()
                        .flat_map(|finding| finding.witnesses)
                        .collect();
                    findings.push(finding);
                } else {
                    findings.extend(self.lift(&found, &Step::AnyMember, &name, sides));
                }
            }
            let says_more = !sides.others.parts.is_empty() && sides.read.rest.is_none();
            if says_more {
                let (kind, what) = match self.direction {
                    Direction::Sent => (
                        Kind::ObjectOpened,
                        "may have any members that are not named",
                    ),
                    Direction::Received => (
                        Kind::ObjectClosed,
                        "says of which type members are that are not named",
                    ),
                };
                findings.push(Finding::new(kind, State::Holds, what).at(at.0, at.1));
            }
            return;
        }
        // Nobody is known to send other members, but the old contract has allowed clients to.
        match (self.direction, &sides.sent.rest, rest) {
            (Direction::Sent, None, Some(rest)) if !rest.parts.is_empty() => {
                let mut witnesses = Vec::new();
                if let Some(base) = self.base(sides) {
                    let values = [
                        Value::Null,
                        Value::from("a"),
                        Value::from(0),
                        Value::Bool(true),
                    ];
                    let refused = values
                        .into_iter()
                        .find(|value| self.holds(value, &rest) == Some(false));
                    witnesses.extend(refused.and_then(|value| with_member(&base, &name, value)));
                }
                let state = if witnesses.is_empty() {
                    State::Risky
                } else {
                    State::Fails
                };
                let what =
                    "may no longer have members that are not named, which were ignored before";
                let finding = Finding::new(Kind::ObjectClosed, state, what).at(at.0, at.1);
                findings.push(finding.shown_by(witnesses).marking(&name));
            }
            (Direction::Sent, Some(closed), None) if closed.is_never() => {
                let what = "may have members that are not named";
                findings.push(Finding::new(Kind::ObjectOpened, State::Holds, what).at(at.0, at.1));
            }
            (Direction::Received, None, Some(rest)) if !rest.parts.is_empty() => {
                let what = match rest.is_never() {
                    true => "is no longer closed",
                    false => "says nothing of members that are not named any more",
                };
                findings.push(Finding::new(Kind::ObjectOpened, State::Holds, what).at(at.0, at.1));
            }
            (Direction::Received, Some(closed), None) if closed.is_never() => {
                let what = "has no members that are not named";
                findings.push(Finding::new(Kind::ObjectClosed, State::Holds, what).at(at.0, at.1));
            }
            _ => {}
        }
    }

    /// Members that the sender does not name here, but in another branch or under a condition.
    pub(super) fn named_beside(
        &mut self,
        sides: &mut Sides<'_, 'd>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let (sent, read) = (sides.sent, sides.read);
        if sent.rest.is_some() || !sides.others.is_never() {
            return;
        }
        let at = (Some(sides.one.place), Some(sides.place));
        for (name, member) in &sent.beside {
            let against = read.members.get(name).or(read.rest.as_ref());
            if sent.members.contains_key(name) || against.is_none() && read.patterns.is_empty() {
                continue;
            }
            let is_read = read.patterns.is_empty()
                && against.is_some_and(|against| {
                    !self.compare(member, against).iter().any(Finding::fails)
                });
            if !is_read {
                let what = "is read otherwise than another branch of `anyOf` has it";
                findings.push(
                    Finding::new(Kind::KeywordChanged, State::Risky, what)
                        .at(at.0, at.1)
                        .of_member(name),
                );
            }
        }
        let mut conditions = sides.one.opaque.iter();
        let Some(opaque) = conditions.find(|opaque| opaque.may_name_members()) else {
            return;
        };
        let is_closed = read
            .rest
            .as_ref()
            .is_some_and(|rest| !rest.parts.is_empty());
        let names_more = read
            .members
            .keys()
            .any(|name| !sent.members.contains_key(name));
        if is_closed || names_more || !read.patterns.is_empty() {
            let what = format!(
                "may have members because of `{}`, which is not compared with what is read of them",
                opaque.keyword
            );
            findings.push(Finding::new(Kind::KeywordChanged, State::Risky, what).at(at.0, at.1));
        }
    }

    /// Whether the two hold members to the same schemas by the same patterns of names.
    pub(super) fn has_same_patterns(&mut self, sent: &Object<'d>, read: &Object<'d>) -> bool {
        sent.patterns.len() == read.patterns.len()
            && sent.patterns.iter().zip(&read.patterns).all(
                |((pattern, member), (other, against))| {
                    pattern == other && self.are_equal(member, against)
                },
            )
    }

    /// Members whose names match a pattern.
    fn patterns(&mut self, sides: &mut Sides<'_, 'd>, findings: &mut Vec<Finding<'d>>) {
        let expressions = |object: &Object<'d>| -> Vec<&'d str> {
            object
                .patterns
                .iter()
                .map(|(pattern, _)| *pattern)
                .collect()
        };
        let (own, others) = (expressions(sides.sent), expressions(sides.read));
        if own == others || others.is_empty() {
            for index in 0..own.len() {
                let (pattern, member) = sides.sent.patterns[index].clone();
                let Some(against) = sides
                    .read
                    .patterns
                    .get(index)
                    .map(|(_, against)| against)
                    .or(sides.read.rest.as_ref())
                    .cloned()
                else {
                    continue;
                };
                let found = self.compare(&member, &against);
                let names = super::pattern::candidates(pattern, 1);
                let name = names
                    .into_iter()
                    .find(|name| self.texts.matches(pattern, name) == Some(true));
                let name = name.unwrap_or_default();
                findings.extend(self.lift(&found, &Step::AnyMember, &name, sides));
            }
            return;
        }
        let sends_others = !own.is_empty() || !sides.others.is_never();
        if sends_others {
            let what = "differs in `patternProperties`, which are not compared";
            findings.push(
                Finding::new(Kind::KeywordChanged, State::Risky, what)
                    .at(Some(sides.one.place), Some(sides.place)),
            );
        }
    }

    pub(super) fn counts(&mut self, sides: &mut Sides<'_, 'd>, findings: &mut Vec<Finding<'d>>) {
        let (sent, read) = (sides.sent, sides.read);
        let (tighter, wider) = self.limits();
        let always = sent.fewest.max(sent.required.len() as u64);
        if read.fewest > always {
            let what = self.says(
                format!("has to have at least {} members", read.fewest),
                format!("may have fewer than {} members", read.fewest),
            );
            let base = self.base(sides);
            findings.push(Finding::new(tighter, State::Fails, what).shown_by(base));
        } else if read.fewest < sent.fewest {
            let what = self.says(
                format!("may have fewer than {} members", sent.fewest),
                format!("has at least {} members", sent.fewest),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
        let counted = sent
            .members
            .keys()
            .chain(&sent.required)
            .chain(sent.beside.iter().map(|(name, _)| name))
            .collect::<BTreeSet<_>>()
            .len();
        // A condition may name more of them.
        let may_be_more = sides.one.opaque.iter().any(Opaque::may_name_members);
        let named = (sides.others.is_never() && sent.patterns.is_empty() && !may_be_more)
            .then_some(counted as u64);
        let most = match (sent.most, named) {
            (Some(most), Some(named)) => Some(most.min(named)),
            (most, named) => most.or(named),
        };
        if let Some(limit) = read
            .most
            .filter(|limit| most.is_none_or(|most| most > *limit))
        {
            let what = self.says(
                format!("may have at most {limit} members"),
                format!("may have more than {limit} members"),
            );
            let fuller = Object {
                fewest: limit.saturating_add(1),
                ..sent.clone()
            };
            let full = Alternative {
                shape: Shape::Object(Box::new(fuller)),
                ..sides.one.clone()
            };
            let shown = if limit < super::sample::LARGEST {
                self.sample_one(&full)
            } else {
                None
            };
            findings.push(Finding::new(tighter, State::Fails, what).shown_by(shown));
        } else if let Some(limit) = sent
            .most
            .filter(|limit| read.most.is_none_or(|most| most > *limit))
        {
            let what = self.says(
                format!("may have more than {limit} members"),
                format!("has at most {limit} members"),
            );
            findings.push(Finding::new(wider, State::Holds, what));
        }
    }
}

/// A name that neither side has.
fn fresh(sides: &Sides<'_, '_>) -> String {
    let is_known =
        |name: &str| sides.sent.members.contains_key(name) || sides.read.members.contains_key(name);
    (0..)
        .map(|number: u32| match number {
            0 => "extra".to_owned(),
            number => format!("extra{number}"),
        })
        .find(|name| !is_known(name))
        .unwrap_or_default()
}
