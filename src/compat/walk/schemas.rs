//! Comparing the schemas of one value, and checking what shows a difference.

use response_core::schema::pointer::escaped;
use serde_json::Value;

use super::{Walk, Way};
use crate::compat::change::{Kind, Verdict};
use crate::compat::document::{Document, address};
use crate::compat::schema::{Finding, Local, Schema, State, Step, readings};
use crate::compat::witness::Witness;

/// What a value is a part of.
#[derive(Clone, Copy)]
pub(super) enum Part<'w> {
    Body {
        /// Whether the members are sent as texts, as those of a form are.
        is_form: bool,
    },
    Parameter {
        place: &'w str,
        name: &'w str,
    },
    Header(&'w str),
}

impl Part<'_> {
    const fn is_text(self) -> bool {
        match self {
            Self::Body { is_form } => is_form,
            Self::Parameter { .. } | Self::Header(_) => true,
        }
    }

    fn witness(self, local: Local) -> Witness {
        match self {
            Self::Body { .. } => Witness::Body {
                at: local
                    .at
                    .iter()
                    .rev()
                    .map(|name| format!("/{}", escaped(name)))
                    .collect(),
                value: local.value,
            },
            Self::Parameter { place, name } => Witness::Parameter {
                place: place.to_owned(),
                name: name.to_owned(),
                value: Some(local.value),
            },
            Self::Header(name) => Witness::Header {
                name: name.to_owned(),
                value: Some(local.value),
            },
        }
    }
}

impl<'d> Walk<'d> {
    /// Compares the schemas of a value. `what` names it, and `kinds` says which kind a finding has there.
    pub(super) fn value(
        &mut self,
        way: Way<'_, 'd>,
        (sender, receiver): (&'d Value, &'d Value),
        part: Part<'_>,
        what: &str,
        judge: impl Fn(&Finding<'d>) -> (Kind, State),
    ) {
        let sent = Schema::of(way.sender, sender);
        let read = Schema::of(way.receiver, receiver);
        let findings = self
            .schemas
            .differences(&sent, &read, way.direction, part.is_text());
        for finding in findings.iter() {
            let (kind, state) = judge(finding);
            let mut sentence = format!("{what}: {}", finding.sentence("the value"));
            let mut witness = None;
            let verdict = match state {
                State::Holds => Verdict::Compatible,
                State::Risky => Verdict::Risky,
                State::Fails => {
                    witness = self.checked(way, (sender, receiver), part, &finding.witnesses);
                    match &witness {
                        Some(_) => Verdict::Breaking,
                        None => {
                            sentence.push_str("; no value was found that shows it");
                            Verdict::Risky
                        }
                    }
                }
            };
            let places = (finding.sender, finding.receiver);
            self.tell_way(kind, verdict, way, places, sentence, witness);
        }
        self.component_names(way, sender, receiver);
    }

    /// The first of the values that is valid under the sender's schema, and not under the receiver's.
    fn checked(
        &mut self,
        way: Way<'_, 'd>,
        (sender, receiver): (&'d Value, &'d Value),
        part: Part<'_>,
        witnesses: &[Local],
    ) -> Option<Witness> {
        let shown = witnesses.iter().find(|local| {
            let values = match part.is_text() {
                true => readings(&local.value),
                false => vec![local.value.clone()],
            };
            let is_sent = values
                .iter()
                .any(|value| self.is_valid(way.sender, sender, value) == Some(true));
            let is_refused = values
                .iter()
                .all(|value| self.is_valid(way.receiver, receiver, value) == Some(false));
            is_sent && is_refused
        })?;
        Some(part.witness(shown.clone()))
    }

    fn is_valid(
        &mut self,
        document: &'d Document,
        schema: &'d Value,
        value: &Value,
    ) -> Option<bool> {
        match schema {
            Value::Bool(is_valid) => Some(*is_valid),
            _ => self.check.is_valid(document, schema, value),
        }
    }

    /// Components of other names at the same place.
    fn component_names(&mut self, way: Way<'_, 'd>, sender: &'d Value, receiver: &'d Value) {
        let (old, new) = match way.sender.is_old {
            true => (sender, receiver),
            false => (receiver, sender),
        };
        self.names_within(way.operation, old, new, 0);
    }

    fn names_within(&mut self, operation: &str, old: &'d Value, new: &'d Value, depth: usize) {
        const DEEPEST: usize = 64;
        let (Value::Object(before), Value::Object(after)) = (old, new) else {
            return;
        };
        if depth > DEEPEST || !self.named.insert((address(old), address(new))) {
            return;
        }
        if let (Some(one), Some(other)) = (before.get("$ref"), after.get("$ref"))
            && let (Some(one), Some(other)) = (one.as_str(), other.as_str())
            && let (Some(referred), Some(other_referred)) =
                (self.old.referred(one), self.new.referred(other))
        {
            let is_new = one != other && self.renamed.insert((one.to_owned(), other.to_owned()));
            if is_new {
                let name =
                    |reference: &str| reference.rsplit('/').next().unwrap_or_default().to_owned();
                let sentence = format!(
                    "the type of a generated client is `{}` instead of `{}`",
                    name(other),
                    name(one)
                );
                let places = (Some(referred), Some(other_referred));
                self.tell(
                    Kind::ComponentRenamed,
                    Verdict::SourceBreaking,
                    operation,
                    places,
                    sentence,
                );
            }
            self.names_within(operation, referred, other_referred, depth + 1);
        }
        for (keyword, value) in before {
            let Some(against) = after.get(keyword) else {
                continue;
            };
            match (keyword.as_str(), value, against) {
                (
                    "properties" | "patternProperties",
                    Value::Object(members),
                    Value::Object(others),
                ) => {
                    for (name, member) in members {
                        if let Some(other) = others.get(name) {
                            self.names_within(operation, member, other, depth + 1);
                        }
                    }
                }
                ("items" | "additionalProperties", ..) => {
                    self.names_within(operation, value, against, depth + 1);
                }
                (
                    "allOf" | "anyOf" | "oneOf" | "prefixItems",
                    Value::Array(parts),
                    Value::Array(others),
                ) if parts.len() == others.len() => {
                    for (part, other) in parts.iter().zip(others) {
                        self.names_within(operation, part, other, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The judgement of the schemas themselves.
pub(super) fn as_found(finding: &Finding<'_>) -> (Kind, State) {
    (finding.kind, finding.state.clone())
}

/// The judgement of the schema of an error's body, whose `code` names the error.
pub(super) fn as_error(finding: &Finding<'_>) -> (Kind, State) {
    let is_code = finding.path().eq([&Step::Member("code".to_owned())]);
    let kind = match finding.kind {
        Kind::EnumValueAdded if is_code => Kind::ErrorCodeAdded,
        Kind::EnumValueRemoved if is_code => Kind::ErrorCodeRemoved,
        kind => kind,
    };
    (kind, finding.state.clone())
}
