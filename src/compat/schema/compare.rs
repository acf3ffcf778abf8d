//! Comparing two schemas, which may contain themselves.

use std::rc::Rc;

use serde_json::Value;

use super::finding::{Finding, State};
use super::{Comparison, DEEPEST, MOST_FINDINGS, Schema};
use crate::compat::change::{Direction, Kind};
use crate::compat::document::Document;

impl<'d> Comparison<'d> {
    pub(super) fn compare(
        &mut self,
        sender: &Schema<'d>,
        receiver: &Schema<'d>,
    ) -> Rc<Vec<Finding<'d>>> {
        let pair = (sender.key(), receiver.key(), self.direction, self.as_text);
        if let Some(known) = self.compared.get(&pair) {
            return Rc::clone(known);
        }
        if let Some(index) = self.open.iter().position(|open| *open == pair) {
            self.assumed = self.assumed.min(index);
            return Rc::default();
        }
        if let Some((known, assumed)) = self.provisional.get(&pair) {
            self.assumed = self.assumed.min(*assumed);
            return Rc::clone(known);
        }
        if self.are_equal(sender, receiver) {
            return Rc::default();
        }
        if self.depth > DEEPEST || !self.step() {
            return Rc::new(vec![not_compared(sender.place(), receiver.place())]);
        }
        self.open.push(pair.clone());
        let mark = self.log.len();
        self.depth += 1;
        let outer = std::mem::replace(&mut self.assumed, usize::MAX);
        let mut findings = self.differing(sender, receiver);
        self.depth -= 1;
        self.open.pop();
        findings.retain(|finding| !finding.is_repeated);
        if findings.len() > MOST_FINDINGS {
            findings.retain(|finding| {
                finding.kind != Kind::NotCompared || finding.path().next().is_some()
            });
            findings.sort_by_key(|finding| !finding.fails());
            findings.truncate(MOST_FINDINGS);
            findings.push(not_compared(sender.place(), receiver.place()));
        }
        let findings = Rc::new(findings);
        // What rests on an outer pair is known only once that one is; what rests on this one is known if it holds.
        let index = self.open.len();
        if findings.iter().any(Finding::fails) {
            // What was found since may rest on this pair, which was taken to hold.
            for inner in self.log.drain(mark..) {
                self.provisional.remove(&inner);
            }
        }
        if self.assumed >= index {
            for inner in self.log.split_off(mark) {
                match self.provisional.get(&inner) {
                    Some((_, assumed)) if *assumed < index => self.log.push(inner),
                    Some(_) => {
                        if let Some((known, _)) = self.provisional.remove(&inner) {
                            self.compared.insert(inner, known);
                        }
                    }
                    None => {}
                }
            }
            self.compared.insert(pair, Rc::clone(&findings));
            self.assumed = outer;
        } else {
            // What rests on this pair rests on the outer one from now on.
            for (_, assumed) in self.provisional.values_mut() {
                if *assumed >= index {
                    *assumed = self.assumed;
                }
            }
            self.log.push(pair.clone());
            self.provisional
                .insert(pair, (Rc::clone(&findings), self.assumed));
            self.assumed = self.assumed.min(outer);
        }
        findings
    }

    fn differing(&mut self, sender: &Schema<'d>, receiver: &Schema<'d>) -> Vec<Finding<'d>> {
        let (Ok(sent), Ok(read)) = (self.alternatives(sender), self.alternatives(receiver)) else {
            return vec![not_compared(sender.place(), receiver.place())];
        };
        let mut findings = self.unions(sender, receiver, &sent, &read);
        self.add_told(sender, receiver, &mut findings);
        self.add_marks(sender, receiver, &mut findings);
        findings
    }

    /// Reports what makes no value valid or invalid, and matters nevertheless.
    fn add_told(
        &self,
        sender: &Schema<'d>,
        receiver: &Schema<'d>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let says = |schema: &Schema<'d>, keyword: &str| -> Option<&'d Value> {
            let mut parts = schema.parts.iter();
            parts.find_map(|(document, part)| said(document, part, keyword))
        };
        if self.direction == Direction::Sent {
            let (old, new) = (says(sender, "default"), says(receiver, "default"));
            if old != new {
                let shown = |value: Option<&Value>| {
                    value.map_or_else(|| "none".to_owned(), Value::to_string)
                };
                let what = format!("has the default {} instead of {}", shown(new), shown(old));
                findings.push(
                    Finding::new(Kind::DefaultChanged, State::Risky, what)
                        .between(sender, receiver),
                );
            }
        }
        let is_deprecated = |schema| says(schema, "deprecated") == Some(&Value::Bool(true));
        let (old, new) = match self.direction {
            Direction::Sent => (is_deprecated(sender), is_deprecated(receiver)),
            Direction::Received => (is_deprecated(receiver), is_deprecated(sender)),
        };
        if old != new {
            let (kind, what) = match new {
                true => (Kind::Deprecated, "is deprecated"),
                false => (Kind::Undeprecated, "is no longer deprecated"),
            };
            findings.push(Finding::new(kind, State::Holds, what).between(sender, receiver));
        }
    }

    /// The kind of a difference in limits where the receiver's are tighter, and where they are wider.
    pub(super) const fn limits(&self) -> (Kind, Kind) {
        match self.direction {
            Direction::Sent => (Kind::ConstraintTightened, Kind::ConstraintLoosened),
            Direction::Received => (Kind::ConstraintLoosened, Kind::ConstraintTightened),
        }
    }

    /// The words about the new schema: those of the receiver for a request, those of the sender for an answer.
    pub(super) fn says(&self, of_receiver: String, of_sender: String) -> String {
        match self.direction {
            Direction::Sent => of_receiver,
            Direction::Received => of_sender,
        }
    }
}

/// What a schema says with a keyword, or what it refers to.
fn said<'d>(document: &'d Document, schema: &'d Value, keyword: &str) -> Option<&'d Value> {
    let mut at = schema;
    for _ in 0..DEEPEST {
        if let Some(value) = at.get(keyword) {
            return Some(value);
        }
        at = document.referred(at.get("$ref")?.as_str()?)?;
    }
    None
}

pub(super) fn not_compared<'d>(
    sender: Option<&'d Value>,
    receiver: Option<&'d Value>,
) -> Finding<'d> {
    let what = "is not compared further: its schemas are too large, or nested too deeply";
    Finding::new(Kind::NotCompared, State::Risky, what).at(sender, receiver)
}
