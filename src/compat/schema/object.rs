//! Comparing two objects.

use std::collections::BTreeSet;

use serde_json::Value;

use super::alternative::{Alternative, Object};
use super::compare::not_compared;
use super::finding::{Finding, State, Step, marked, only_sent, with_member};
use super::made::size;
use super::{Comparison, MOST_FINDINGS, Schema};
use crate::compat::change::{Direction, Kind};

impl<'d> Object<'d> {
    /// What the sender says of members that it does not name: nobody sends them, unless it names none at all.
    fn others(&self, document: &'d super::Document) -> Schema<'d> {
        match &self.rest {
            Some(rest) => rest.clone(),
            None if self.members.is_empty()
                && self.patterns.is_empty()
                && self.required.is_empty() =>
            {
                Schema::any(document)
            }
            None => Schema::never(document),
        }
    }
}

/// What an object is compared with.
pub(super) struct Sides<'o, 'd> {
    pub(super) one: &'o Alternative<'d>,
    pub(super) sent: &'o Object<'d>,
    pub(super) read: &'o Object<'d>,
    /// What the sender says of other members.
    pub(super) others: Schema<'d>,
    /// Where the receiver's object stands.
    pub(super) place: &'d Value,
    /// A small value of the sender, once it is needed.
    base: Option<Option<Value>>,
}

impl<'d> Comparison<'d> {
    pub(super) fn object(
        &mut self,
        one: &Alternative<'d>,
        sent: &Object<'d>,
        read: &Object<'d>,
        place: &'d Value,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let Some(document) = self.document else {
            return;
        };
        let mut sides = Sides {
            one,
            sent,
            read,
            others: sent.others(document),
            place,
            base: None,
        };
        let has_same_patterns = self.has_same_patterns(sent, read);
        let mut names: BTreeSet<&str> = sent.members.keys().copied().collect();
        names.extend(read.members.keys().copied());
        names.extend(sent.required.iter().chain(&read.required).copied());
        for name in names {
            if findings.iter().filter(|told| !told.is_repeated).count() > MOST_FINDINGS {
                // Nothing is known of the members that are left.
                let cut = not_compared(Some(one.place), Some(place));
                findings.push(cut);
                return;
            }
            let is_patterned = read
                .patterns
                .iter()
                .chain(&sent.patterns)
                .any(|(pattern, _)| self.texts.matches(pattern, name) != Some(false));
            // The same patterns restrict both sides alike.
            let is_named = sent.members.contains_key(name) && read.members.contains_key(name);
            if is_patterned && !(is_named && has_same_patterns) {
                self.patterned(name, &mut sides, findings);
                continue;
            }
            self.member(name, &mut sides, findings);
        }
        self.named_beside(&mut sides, findings);
        self.other_members(&mut sides, findings);
        self.counts(&mut sides, findings);
    }

    pub(super) fn base(&mut self, sides: &mut Sides<'_, 'd>) -> Option<Value> {
        if sides.base.is_none() {
            sides.base = Some(self.sample_one(sides.one));
        }
        sides.base.clone().flatten()
    }

    pub(super) fn lift(
        &mut self,
        found: &[Finding<'d>],
        step: &Step,
        name: &str,
        sides: &mut Sides<'_, 'd>,
    ) -> Vec<Finding<'d>> {
        let needs_base = found.iter().any(|finding| !finding.witnesses.is_empty());
        let base = if needs_base { self.base(sides) } else { None };
        let parts = base.as_ref().map_or(0, size);
        let mut put = |value| {
            let base = base.as_ref()?;
            let may_make = self.made.may_make(parts + size(&value));
            may_make.then(|| with_member(base, name, value)).flatten()
        };
        found
            .iter()
            .map(|finding| finding.clone().lifted(step, name, &mut put))
            .collect()
    }

    /// A member that a pattern of names is asked of.
    fn patterned(
        &mut self,
        name: &str,
        sides: &mut Sides<'_, 'd>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let what = "is held to a pattern of names, which is not compared with a name";
        let own = sides
            .sent
            .members
            .get(name)
            .and_then(Schema::place)
            .unwrap_or(sides.one.place);
        findings.push(
            Finding::new(Kind::KeywordChanged, State::Risky, what)
                .at(Some(own), Some(sides.place))
                .of_member(name),
        );
    }

    fn member(&mut self, name: &str, sides: &mut Sides<'_, 'd>, findings: &mut Vec<Finding<'d>>) {
        let is_always_sent = sides.sent.required.contains(name);
        // A member that is required and not described may have any value.
        let undescribed = || {
            is_always_sent.then(|| {
                sides
                    .sent
                    .rest
                    .clone()
                    .unwrap_or_else(|| Schema::any(sides.others.document))
            })
        };
        let own = sides.sent.members.get(name).cloned().or_else(undescribed);
        let own = own.as_ref();
        let other = sides.read.members.get(name);
        let is_wanted = sides.read.required.contains(name);
        let may_be_sent = own.map_or(!sides.others.is_never(), |own| !own.is_never());
        let own_place = own.and_then(Schema::place).unwrap_or(sides.one.place);
        let other_place = other.and_then(Schema::place).unwrap_or(sides.place);
        let sent_only = own.is_some() && other.is_none();
        let read_only = own.is_none() && other.is_some();
        let (added, removed) = (Kind::MemberAdded, Kind::MemberRemoved);
        if is_wanted && !is_always_sent {
            let base = self.base(sides).and_then(|base| without(base, name));
            let is_new = !sides.sent.members.contains_key(name);
            let kind = match (self.direction, is_new) {
                (Direction::Sent, true) => added,
                (Direction::Sent, false) => Kind::MemberRequired,
                (Direction::Received, true) => removed,
                (Direction::Received, false) => Kind::MemberOptional,
            };
            let what = self.says(
                "has to be sent".to_owned(),
                match is_new {
                    true => "is no longer there".to_owned(),
                    false => "may be missing".to_owned(),
                },
            );
            findings.push(
                Finding::new(kind, State::Fails, what)
                    .at(Some(own_place), Some(other_place))
                    .of_member(name)
                    .shown_by(base)
                    .marking(name),
            );
        }
        if sent_only && may_be_sent {
            if let Some(own) = own.cloned() {
                self.unread(name, &own, sides, findings);
            }
            return;
        }
        if read_only && !is_wanted {
            let kind = only_sent(self.direction, removed, added);
            let what = self.says(
                "is new, and need not be sent".to_owned(),
                "is no longer there; it could be missing before".to_owned(),
            );
            findings.push(
                Finding::new(kind, State::Holds, what)
                    .at(Some(own_place), Some(other_place))
                    .of_member(name),
            );
        }
        if may_be_sent && let Some(other) = other {
            let own = own.cloned().unwrap_or_else(|| sides.others.clone());
            let found = marked(&self.compare(&own, other), findings);
            findings.extend(self.lift(&found, &Step::Member(name.to_owned()), name, sides));
        }
        if own.is_some() && other.is_some() && is_always_sent && !is_wanted {
            let (kind, what) = match self.direction {
                Direction::Sent => (Kind::MemberOptional, "need not be sent any more"),
                Direction::Received => (Kind::MemberRequired, "is always there"),
            };
            findings.push(
                Finding::new(kind, State::Holds, what)
                    .at(Some(own_place), Some(other_place))
                    .of_member(name),
            );
        }
    }

    /// A member that the receiver does not name.
    fn unread(
        &mut self,
        name: &str,
        own: &Schema<'d>,
        sides: &mut Sides<'_, 'd>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let (sender, receiver) = (own.place().or(Some(sides.one.place)), Some(sides.place));
        let kind = only_sent(self.direction, Kind::MemberAdded, Kind::MemberRemoved);
        let found = sides
            .read
            .rest
            .as_ref()
            .map(|rest| (rest.clone(), self.compare(own, rest)));
        match found {
            Some((rest, found)) if found.iter().any(Finding::fails) => {
                let what = match (rest.is_never(), self.direction) {
                    (true, Direction::Sent) => "is refused",
                    (true, Direction::Received) => "is new, where no other members were allowed",
                    (false, Direction::Sent) => {
                        "is read as one of the other members, which have another type"
                    }
                    (false, Direction::Received) => {
                        "is new, and of another type than other members had"
                    }
                };
                let lifted = self.lift(&found, &Step::Member(name.to_owned()), name, sides);
                let witnesses: Vec<_> = lifted
                    .into_iter()
                    .filter(Finding::fails)
                    .flat_map(|finding| finding.witnesses)
                    .collect();
                let mut finding = Finding::new(kind, State::Fails, what)
                    .at(sender, receiver)
                    .of_member(name);
                finding.witnesses = witnesses;
                findings.push(finding);
            }
            Some((rest, _)) if !rest.is_never() => {
                let what = self.says(
                    "is read as one of the other members".to_owned(),
                    "is new, among other members that were allowed".to_owned(),
                );
                findings.push(
                    Finding::new(kind, State::Holds, what)
                        .at(sender, receiver)
                        .of_member(name),
                );
            }
            _ => {
                let is_free = sides.read.members.is_empty() && sides.read.rest.is_none();
                let (state, what) = match self.direction {
                    Direction::Sent if is_free => (State::Holds, "is one of any members now"),
                    Direction::Sent => (State::Risky, "is accepted, but nothing reads it any more"),
                    Direction::Received => (
                        State::Holds,
                        "is new; a client ignores what it does not know",
                    ),
                };
                findings.push(
                    Finding::new(kind, state, what)
                        .at(sender, receiver)
                        .of_member(name),
                );
            }
        }
    }
}

fn without(object: Value, name: &str) -> Option<Value> {
    match object {
        Value::Object(mut members) => {
            members.remove(name);
            Some(members.into())
        }
        _ => None,
    }
}
