//! Two fields are sent under one name.
//!
//! The names within a JSON object are unique (RFC 8259 section 4). serde writes both of two equal names; some readers keep
//! the first, others the last, and no schema can describe it. Names are compared as they are sent: after `rename_all`, and
//! together with the tag of an enum and the members that every problem has (RFC 9457 section 3.1). Give one of them
//! another name.
//!
//! The members of a flattened type count as well. The compiler finds them where the types are known; those of a generic
//! argument or of a foreign type are a fault of the routes. Two maps cannot be flattened into one object.

use super::{Judge, Rule};
use crate::attr::model::Style;
use crate::model::shape::{Data, Field, Tagging};
use crate::model::{ErrorType, Model};
use crate::report::Diagnostic;

pub const RULE: Rule<Model> = Rule::of_tokens(module_path!(), check);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_tokens(module_path!(), check_error);

const NOTE: &str = "RFC 8259 section 4: the names within an object are unique; if two are equal, some readers keep the first \
                    and others the last";

/// The members of every problem: those of RFC 9457, and ours.
const OF_EVERY_PROBLEM: &[&str] = &[
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "request_id",
    "errors",
];

fn check(model: &Model, judge: &mut Judge<'_>) {
    match &model.data {
        Data::Struct(data) if data.style == Style::Named => {
            check_object(&data.fields, data.tag.as_deref(), judge);
        }
        Data::Struct(_) => {}
        Data::Enum(data) => {
            let objects = data
                .variants
                .iter()
                .filter(|variant| variant.style == Style::Named && !variant.is_skipped);
            for variant in objects {
                let tag = match &data.tagging {
                    Tagging::Internal { tag } if !variant.is_untagged => Some(tag.as_str()),
                    _ => None,
                };
                check_object(&variant.fields, tag, judge);
            }
        }
    }
}

fn check_object(fields: &[Field], tag: Option<&str>, judge: &mut Judge<'_>) {
    let mut names: Vec<&str> = tag.into_iter().collect();
    // What is flattened has names of its own, which its type knows.
    let members = fields
        .iter()
        .filter(|field| !field.is_skipped && field.flatten.is_none());
    for field in members {
        let name = field.wire_name.as_str();
        if names.contains(&name) {
            let message = if tag == Some(name) {
                format!("this field has the name of the tag, `{name}`")
            } else {
                format!("another field is called `{name}` in the JSON as well")
            };
            let help = if field.renamed_at.is_some() {
                "give it another name here"
            } else {
                "give one of them another name: `#[serde(rename = \"...\")]`"
            };
            let place = field.renamed_at.unwrap_or_else(|| field.place());
            judge.report_always(Diagnostic::new(place, message).note(NOTE).help(help));
        }
        names.push(name);
    }
}

fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (_, declared) in error.declared() {
        let mut names: Vec<&str> = Vec::new();
        for extension in &declared.extensions {
            let name = extension.name.as_str();
            let found = if OF_EVERY_PROBLEM.contains(&name) {
                Some((
                    format!("every problem has a member `{name}` already"),
                    "RFC 9457 section 3.2: an extension adds a member; it cannot replace one",
                ))
            } else if names.contains(&name) {
                Some((format!("another field is sent as `{name}` as well"), NOTE))
            } else {
                None
            };
            if let Some((message, note)) = found {
                judge.report_always(Diagnostic::new(extension.place, message).note(note).help(
                    format!("send it under another name: `extension = \"the_{name}\"`"),
                ));
            }
            names.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OF_EVERY_PROBLEM;

    #[test]
    fn the_members_of_every_problem_are_those_that_are_sent() {
        assert_eq!(OF_EVERY_PROBLEM, response_core::problem::OWN_MEMBERS);
    }
}
