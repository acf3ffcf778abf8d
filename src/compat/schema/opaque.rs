//! [`Opaque`]: a keyword that is not read, only compared with the same keyword of the other schema.

use serde_json::Value;

use super::Comparison;
use super::alternative::Alternative;
use super::finding::{Finding, State};
use crate::compat::change::Kind;
use crate::compat::document::Document;

#[derive(Clone, Copy)]
pub(in crate::compat) struct Opaque<'d> {
    pub(super) document: &'d Document,
    pub(super) keyword: &'d str,
    pub(super) value: &'d Value,
    /// The schema that has the keyword.
    pub(super) within: &'d Value,
}

impl Opaque<'_> {
    /// Whether the keyword can name members that the schema does not name itself.
    pub(super) fn may_name_members(&self) -> bool {
        matches!(
            self.keyword,
            "if" | "then"
                | "else"
                | "dependentSchemas"
                | "$ref"
                | "$dynamicRef"
                | "allOf"
                | "anyOf"
        )
    }

    /// Whether the keyword only forbids values, so that nothing is refused where it is dropped.
    pub(super) fn only_forbids(&self) -> bool {
        matches!(
            self.keyword,
            "not"
                | "contains"
                | "minContains"
                | "maxContains"
                | "propertyNames"
                | "dependentRequired"
                | "oneOf"
                | "unevaluatedItems"
                | "unevaluatedProperties"
        )
    }

    /// The keywords that say something only together.
    const fn group(&self) -> &'static [&'static str] {
        match self.keyword.as_bytes() {
            b"contains" | b"minContains" | b"maxContains" => {
                &["contains", "minContains", "maxContains"]
            }
            b"if" | b"then" | b"else" => &["if", "then", "else"],
            _ => &[],
        }
    }
}

impl<'d> Comparison<'d> {
    /// The keywords that are not read, and differ.
    pub(super) fn unread_keywords(
        &mut self,
        one: &Alternative<'d>,
        other: &Alternative<'d>,
    ) -> Vec<Finding<'d>> {
        let mut findings = Vec::new();
        for opaque in &other.opaque {
            if !self.is_said(opaque, &one.opaque) {
                findings.push((State::Risky, opaque.keyword));
            }
        }
        for opaque in &one.opaque {
            let is_told = findings
                .iter()
                .any(|(_, keyword)| *keyword == opaque.keyword);
            if !is_told && !self.is_said(opaque, &other.opaque) {
                let state = match opaque.only_forbids() {
                    true => State::Holds,
                    false => State::Risky,
                };
                findings.push((state, opaque.keyword));
            }
        }
        let finding = |(state, keyword)| {
            let what = match state {
                State::Holds => self.says(
                    format!("is no longer restricted by `{keyword}`"),
                    format!("is restricted by `{keyword}`"),
                ),
                _ => format!("differs in `{keyword}`, which is not compared"),
            };
            Finding::new(Kind::KeywordChanged, state, what).at(Some(one.place), Some(other.place))
        };
        findings.into_iter().map(finding).collect()
    }

    /// Whether one of the others says the same.
    pub(super) fn is_said(&mut self, opaque: &Opaque<'d>, others: &[Opaque<'d>]) -> bool {
        others
            .iter()
            .any(|other| other.keyword == opaque.keyword && self.same_opaque(other, opaque))
    }

    fn same_opaque(&mut self, one: &Opaque<'d>, other: &Opaque<'d>) -> bool {
        // What is not evaluated depends on all that stands beside it.
        if one.keyword.starts_with("unevaluated") {
            return self.same((one.document, one.within), (other.document, other.within));
        }
        let is_same_beside = one.group().iter().all(|keyword| {
            match (one.within.get(keyword), other.within.get(keyword)) {
                (Some(own), Some(others)) => {
                    self.same((one.document, own), (other.document, others))
                }
                (None, None) => true,
                _ => false,
            }
        });
        if !is_same_beside {
            return false;
        }
        if let (Value::Array(own), Value::Array(others)) = (one.value, other.value) {
            return own.len() == others.len()
                && own
                    .iter()
                    .zip(others)
                    .all(|(own, others)| self.same((one.document, own), (other.document, others)));
        }
        self.same((one.document, one.value), (other.document, other.value))
    }
}
