//! [`Finding`]: one difference of two schemas.

use serde_json::{Map, Value};

use super::Schema;
use crate::compat::change::{Direction, Kind};

/// How a difference is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compat) enum State {
    /// A value may be sent that is not accepted. The witnesses show it, once one of them is checked.
    Fails,
    /// It is not known whether such a value may be sent, or whether it matters.
    Risky,
    /// Whatever may be sent is accepted.
    Holds,
}

/// A value that shows a difference, and the place in it, innermost name first.
#[derive(Debug, Clone)]
pub(in crate::compat) struct Local {
    pub(in crate::compat) value: Value,
    pub(in crate::compat) at: Vec<String>,
}

impl Local {
    pub(super) const fn new(value: Value) -> Self {
        Self {
            value,
            at: Vec::new(),
        }
    }
}

/// Where a value stands in another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::compat) enum Step {
    Member(String),
    Item,
    AnyMember,
}

/// One difference of two schemas.
#[derive(Debug, Clone)]
pub(in crate::compat) struct Finding<'d> {
    pub(in crate::compat) kind: Kind,
    pub(in crate::compat) state: State,
    pub(in crate::compat) sender: Option<&'d Value>,
    pub(in crate::compat) receiver: Option<&'d Value>,
    /// Where the value stands, innermost first.
    path: Vec<Step>,
    /// What happens to the value, behind its name.
    says: String,
    /// Whether the same places have been reported already, on another way to them. It still counts against the alternative.
    pub(super) is_repeated: bool,
    pub(in crate::compat) witnesses: Vec<Local>,
}

impl<'d> Finding<'d> {
    pub(super) fn new(kind: Kind, state: State, says: impl Into<String>) -> Self {
        Self {
            kind,
            state,
            sender: None,
            receiver: None,
            path: Vec::new(),
            says: says.into(),
            is_repeated: false,
            witnesses: Vec::new(),
        }
    }

    pub(super) const fn at(
        mut self,
        sender: Option<&'d Value>,
        receiver: Option<&'d Value>,
    ) -> Self {
        self.sender = sender;
        self.receiver = receiver;
        self
    }

    pub(super) fn between(self, sender: &Schema<'d>, receiver: &Schema<'d>) -> Self {
        self.at(sender.place(), receiver.place())
    }

    pub(super) fn of_member(mut self, name: &str) -> Self {
        self.path.push(Step::Member(name.to_owned()));
        self
    }

    pub(super) fn shown_by(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.witnesses.extend(values.into_iter().map(Local::new));
        self
    }

    /// Marks a place in the witnesses that they do not have.
    pub(super) fn marking(mut self, name: &str) -> Self {
        for witness in &mut self.witnesses {
            witness.at.push(name.to_owned());
        }
        self
    }

    /// The finding, of a value that holds this one.
    pub(super) fn lifted(
        mut self,
        step: &Step,
        name: &str,
        mut put: impl FnMut(Value) -> Option<Value>,
    ) -> Self {
        self.path.push(step.clone());
        self.witnesses = self
            .witnesses
            .into_iter()
            .filter_map(|mut witness| {
                witness.value = put(witness.value)?;
                witness.at.push(name.to_owned());
                Some(witness)
            })
            .collect();
        self
    }

    /// The names of the members that lead to the value.
    pub(in crate::compat) fn path(&self) -> impl Iterator<Item = &Step> {
        self.path.iter().rev()
    }

    /// What a client sees. `whole` names the value if it is not a part of another one.
    pub(in crate::compat) fn sentence(&self, whole: &str) -> String {
        if self.path.is_empty() {
            return format!("{whole} {}", self.says);
        }
        let mut name = String::new();
        for step in self.path() {
            match step {
                Step::Member(member) => {
                    if !name.is_empty() {
                        name.push('.');
                    }
                    name.push_str(member);
                }
                Step::Item => name.push_str("[]"),
                Step::AnyMember => name.push_str(if name.is_empty() { "*" } else { ".*" }),
            }
        }
        format!("`{name}` {}", self.says)
    }

    /// Whether it has the same places as one that has been reported already, on another way to them.
    fn is_told(&self, known: &[Self]) -> bool {
        let is_same = |one: Option<&Value>, other: Option<&Value>| match (one, other) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        known.iter().any(|known| {
            known.kind == self.kind
                && known.state == self.state
                && is_same(known.sender, self.sender)
                && is_same(known.receiver, self.receiver)
                && known.says == self.says
                && known.witnesses.is_empty() <= self.witnesses.is_empty()
        })
    }

    pub(super) const fn fails(&self) -> bool {
        !matches!(self.state, State::Holds)
    }
}

/// The findings. Those that have been reported already are marked, and lose their witnesses.
pub(super) fn marked<'d>(found: &[Finding<'d>], known: &[Finding<'d>]) -> Vec<Finding<'d>> {
    let mut found = found.to_vec();
    for finding in &mut found {
        if finding.is_told(known) {
            finding.is_repeated = true;
            finding.witnesses.clear();
        }
    }
    found
}

/// An object with one more member, or with another value of it.
pub(super) fn with_member(object: &Value, name: &str, value: Value) -> Option<Value> {
    let mut members: Map<String, Value> = object.as_object()?.clone();
    members.insert(name.to_owned(), value);
    Some(members.into())
}

/// The kind of what only one of the two has.
pub(super) const fn only_sent(direction: Direction, added: Kind, removed: Kind) -> Kind {
    match direction {
        Direction::Sent => removed,
        Direction::Received => added,
    }
}
