//! Alternatives and values that are read, and never sent.

use serde_json::Value;

use super::alternative::{Alternative, Shape};
use super::finding::{Finding, State};
use super::union::{listed, shown};
use super::{Comparison, MOST_FINDINGS, Schema};
use crate::compat::change::{Direction, Kind};

impl<'d> Comparison<'d> {
    /// What is read, and never sent.
    pub(super) fn unused(
        &mut self,
        sender: &Schema<'d>,
        sent: &[Alternative<'d>],
        read: &[Alternative<'d>],
        used: &[bool],
        findings: &mut Vec<Finding<'d>>,
    ) {
        let added = |direction, added, removed| match direction {
            Direction::Sent => added,
            Direction::Received => removed,
        };
        for (other, is_used) in read.iter().zip(used) {
            let alike = sent.iter().find(|one| one.is_like(other));
            let place = alike.map_or_else(|| sender.place(), |one| Some(one.place));
            if let Some(values) = listed(other) {
                let mut missing = values;
                missing.retain(|value| {
                    self.step()
                        && self.holds_one(value, other) != Some(false)
                        && self.holds_any(value, sent) == Some(false)
                });
                missing.truncate(MOST_FINDINGS);
                if missing.is_empty() {
                    continue;
                }
                if alike.is_none() {
                    findings.push(self.unused_type(other, place));
                    continue;
                }
                let kind = added(self.direction, Kind::EnumValueAdded, Kind::EnumValueRemoved);
                for value in missing {
                    let what = self.says(
                        format!("may also be {}", shown(value)),
                        format!("is never {} any more", shown(value)),
                    );
                    findings
                        .push(Finding::new(kind, State::Holds, what).at(place, Some(other.place)));
                }
            } else if alike.is_none() {
                let is_text = self.as_text && matches!(other.shape, Shape::Text(_));
                let is_read_as_text = is_text
                    && sent
                        .iter()
                        .any(|one| matches!(one.shape, Shape::Number(_) | Shape::Boolean));
                if !is_read_as_text {
                    findings.push(self.unused_type(other, place));
                }
            } else if !is_used {
                let is_listed = sent
                    .iter()
                    .filter(|one| one.is_like(other))
                    .all(|one| listed(one).is_some());
                let (kind, what) = if is_listed {
                    let kind = added(self.direction, Kind::EnumDropped, Kind::EnumIntroduced);
                    (
                        kind,
                        self.says(
                            "may be any value, not only those of the list".to_owned(),
                            "is always a value of a list".to_owned(),
                        ),
                    )
                } else {
                    let name = self.variant_name(other);
                    let kind = added(self.direction, Kind::VariantAdded, Kind::VariantRemoved);
                    (
                        kind,
                        self.says(
                            format!("may also be an alternative {name}"),
                            format!("is never the alternative {name} any more"),
                        ),
                    )
                };
                findings.push(Finding::new(kind, State::Holds, what).at(place, Some(other.place)));
            }
        }
    }

    fn unused_type(&self, other: &Alternative<'d>, place: Option<&'d Value>) -> Finding<'d> {
        let kind = match (&other.shape, self.direction) {
            (Shape::Null, Direction::Sent) => Kind::NullAllowed,
            (Shape::Null, Direction::Received) => Kind::NullForbidden,
            _ => Kind::TypeChanged,
        };
        let what = self.says(
            format!("may also be {}", other.name()),
            format!("is never {} any more", other.name()),
        );
        Finding::new(kind, State::Holds, what).at(place, Some(other.place))
    }
}
