//! Marks of a schema that make no value valid or invalid, but say who sends it, or which alternative it is.

use serde_json::Value;

use super::finding::{Finding, State};
use super::{Comparison, DEEPEST, Schema};
use crate::compat::change::Kind;
use crate::compat::document::Document;

pub(super) fn is_mark(keyword: &str) -> bool {
    matches!(keyword, "discriminator" | "readOnly" | "writeOnly")
}

/// The value of a keyword, in the schema or where its references lead.
fn said<'d>(schema: &Schema<'d>, keyword: &str) -> Option<(&'d Document, &'d Value)> {
    schema.parts.iter().find_map(|(document, part)| {
        let mut at = *part;
        for _ in 0..DEEPEST {
            if let Some(value) = at.get(keyword) {
                return Some((*document, value));
            }
            at = document.referred(at.get("$ref")?.as_str()?)?;
        }
        None
    })
}

impl<'d> Comparison<'d> {
    pub(super) fn add_marks(
        &mut self,
        sender: &Schema<'d>,
        receiver: &Schema<'d>,
        findings: &mut Vec<Finding<'d>>,
    ) {
        let mut differing = Vec::new();
        for keyword in ["readOnly", "writeOnly"] {
            let is_marked = |schema| {
                said(schema, keyword).is_some_and(|(_, value)| *value == Value::Bool(true))
            };
            if is_marked(sender) != is_marked(receiver) {
                differing.push(keyword);
            }
        }
        if let (Some(own), Some(other)) = (
            said(sender, "discriminator"),
            said(receiver, "discriminator"),
        ) && !self.same_tags(own, other)
        {
            differing.push("discriminator");
        }
        for keyword in differing {
            let what = format!("differs in `{keyword}`; whether that matters is not known here");
            findings.push(
                Finding::new(Kind::KeywordChanged, State::Risky, what).between(sender, receiver),
            );
        }
    }

    /// Whether each tag that is sent leads to the same alternative. Names of components do not matter.
    pub(super) fn same_tags(
        &mut self,
        (left, one): (&'d Document, &'d Value),
        (right, other): (&'d Document, &'d Value),
    ) -> bool {
        let names = |value: &'d Value| value["mapping"].as_object().into_iter().flatten();
        one["propertyName"] == other["propertyName"]
            && names(one).all(|(tag, to)| {
                let against = &other["mapping"][tag];
                let referred = |document: &'d Document, to: &'d Value| {
                    to.as_str().and_then(|name| document.referred(name))
                };
                to == against
                    || match (referred(left, to), referred(right, against)) {
                        (Some(to), Some(against)) => self.same((left, to), (right, against)),
                        _ => false,
                    }
            })
    }
}
