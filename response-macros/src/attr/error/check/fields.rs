//! An argument that names a field names one that is there, and a field that is sent has a name to be sent under.

use proc_macro2::Ident;
use syn::Member;

use crate::attr::error::{RawChallenge, RawDelay, RawField, RawValue, RawVariant};
use crate::report::{Diagnostic, Report, nearest};

pub(super) fn check(variant: &RawVariant, report: &mut Report) {
    let is_there = |name: &Ident| {
        let mut members = variant.fields.iter().map(|field| &field.member);
        members.any(|member| matches!(member, Member::Named(known) if known == name))
    };
    for name in named(variant).filter(|name| !is_there(name)) {
        report.push(no_such_field(name, &variant.fields));
    }
    // Beside a `model`, an extension has no effect under any name.
    let has_body = variant.mentions.has("model");
    for field in variant.fields.iter().filter(|_| !has_body) {
        if let Some(extension) = &field.response.extension
            && extension.name.is_none()
            && matches!(field.member, Member::Unnamed(_))
        {
            report.push(
                Diagnostic::new(
                    extension.key.span(),
                    "a field of a tuple needs a name to be sent",
                )
                .help("name it: `extension = \"name\"`"),
            );
        }
    }
}

/// The fields that `header`, `challenge` and `retry_after` name.
fn named(variant: &RawVariant) -> impl Iterator<Item = &Ident> {
    let arguments = &variant.arguments;
    let of_headers = arguments.headers.iter().map(|header| &header.value);
    let (whole, parameters): (_, &[_]) = match arguments.challenge.as_ref().map(|key| &key.value) {
        None => (None, &[]),
        Some(RawChallenge::Whole(value)) => (Some(value), &[]),
        Some(RawChallenge::Parameters(_, parameters)) => (None, parameters),
    };
    let of_parameters = parameters.iter().map(|(_, value)| value);
    let values = of_headers.chain(whole).chain(of_parameters);
    let names = values.filter_map(|value| match value {
        RawValue::Field(name) => Some(name),
        RawValue::Text(_) => None,
    });
    let delay = match &arguments.retry_after {
        Some(RawDelay::Field(name)) => Some(name),
        Some(RawDelay::Seconds(_)) | None => None,
    };
    names.chain(delay)
}

fn no_such_field(name: &Ident, fields: &[RawField]) -> Diagnostic {
    let known: Vec<String> = fields
        .iter()
        .filter_map(|field| match &field.member {
            Member::Named(name) => Some(name.to_string()),
            Member::Unnamed(_) => None,
        })
        .collect();
    let diagnostic = Diagnostic::new(name.span(), format!("there is no field `{name}`"));
    match nearest(&name.to_string(), known.iter().map(String::as_str)) {
        Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
        None => diagnostic.help(format!(
            "give the variant a field `{name}`, or write the value as a literal"
        )),
    }
}
