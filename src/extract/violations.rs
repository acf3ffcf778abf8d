//! Violations of garde's constraints, as faults of a request.

use std::borrow::Cow;
use std::fmt::Display;

use garde::Validate;
use garde::i18n::{
    DefaultI18n, I18n, InvalidCreditCard, InvalidEmail, InvalidPhoneNumber, InvalidUrl, IpKind,
};
use schemars::JsonSchema;
use serde_json::Value;

use super::{MOST_FAULTS, parameters};
use response_core::problem::{Fault, Loc};

pub(super) fn of<T>(part: &'static str, value: &T) -> Result<(), Vec<Fault>>
where
    T: Validate<Context: Default> + JsonSchema,
{
    let report = garde::with_i18n(Kinds, || value.validate());
    match report {
        Ok(()) => Ok(()),
        Err(report) => Err(faults(part, &report, &parameters::schema::<T>())),
    }
}

#[cold]
fn faults(part: &'static str, report: &garde::Report, schema: &Value) -> Vec<Fault> {
    report
        .iter()
        .take(MOST_FAULTS)
        .map(|(path, error)| {
            let (kind, msg) = kind_and_message(error.message());
            Fault::new(loc(part, path, schema), msg.to_owned(), kind)
        })
        .collect()
}

/// The location of a value. garde has the Rust names of fields; the client sees those of the schema.
fn loc(part: &'static str, path: &garde::Path, schema: &Value) -> Vec<Loc> {
    let mut loc = vec![Loc::from(part)];
    let mut schema = schema;
    for (kind, step) in steps(path) {
        match kind.as_str() {
            "index" => {
                loc.push(match step.parse::<usize>() {
                    Ok(index) => Loc::from(index),
                    Err(_) => Loc::from(step),
                });
                schema = &schema["items"];
            }
            "key" => match property(schema, &step) {
                Some((name, below)) => {
                    loc.push(Loc::from(name.to_owned()));
                    schema = below;
                }
                None => {
                    loc.push(Loc::from(step));
                    schema = &schema["additionalProperties"];
                }
            },
            // The one value of a container, which has no name.
            _ => {}
        }
    }
    loc
}

/// The steps of a path from the outside in, each with its kind: `key`, `index` or `none`. garde's `Serialize` is the
/// public way to them.
fn steps(path: &garde::Path) -> Vec<(String, String)> {
    let steps = serde_json::to_value(path).and_then(serde_json::from_value);
    steps.unwrap_or_default()
}

/// The property of a field: with the same name, or with the same letters in another case.
fn property<'s>(schema: &'s Value, field: &str) -> Option<(&'s str, &'s Value)> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let own = properties.map(|(name, below)| (name.as_str(), below));
    let same = |(name, _): &(&str, &Value)| *name == field;
    let alike = |(name, _): &(&str, &Value)| letters(name).eq(letters(field));
    own.clone()
        .find(same)
        .or_else(|| own.clone().find(alike))
        .or_else(|| {
            ["allOf", "anyOf", "oneOf"]
                .iter()
                .filter_map(|keyword| schema[*keyword].as_array())
                .flatten()
                .find_map(|part| property(part, field))
        })
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// The separator between a kind and its message. No message of a user's begins with one of the kinds and this.
const SEPARATOR: char = '\u{1f}';

const KINDS: [&str; 16] = [
    "alphanumeric",
    "ascii",
    "contains",
    "credit_card",
    "email",
    "ip",
    "length",
    "matches",
    "missing",
    "pattern",
    "phone_number",
    "prefix",
    "range",
    "suffix",
    "url",
    "value_error",
];

fn kind_and_message(message: &str) -> (&'static str, &str) {
    let known = message.split_once(SEPARATOR).and_then(|(kind, message)| {
        let kind = KINDS.iter().find(|known| **known == kind)?;
        Some((*kind, message))
    });
    known.unwrap_or(("value_error", message))
}

/// garde reports a violation only as text, so each text begins with the name of its constraint.
struct Kinds;

macro_rules! kinds {
    ($($kind:literal $method:ident($($argument:ident: $type:ty),*);)*) => {
        impl I18n for Kinds {
            $(fn $method(&self $(, $argument: $type)*) -> Cow<'static, str> {
                format!("{}{SEPARATOR}{}", $kind, DefaultI18n.$method($($argument),*)).into()
            })*

            fn required_not_set(&self) -> Cow<'static, str> {
                format!("missing{SEPARATOR}field required").into()
            }
        }
    };
}

kinds! {
    "length" length_lower_than(min: usize);
    "length" length_greater_than(max: usize);
    "range" range_lower_than(min: &dyn Display);
    "range" range_greater_than(max: &dyn Display);
    "credit_card" credit_card_invalid(reason: InvalidCreditCard);
    "pattern" pattern_no_match(pattern: &dyn Display);
    "contains" contains_missing(pattern: &dyn Display);
    "url" url_invalid(reason: InvalidUrl);
    "prefix" prefix_missing(pattern: &dyn Display);
    "suffix" suffix_missing(pattern: &dyn Display);
    "phone_number" phone_number_invalid(reason: InvalidPhoneNumber);
    "ip" ip_invalid(kind: IpKind);
    "matches" matches_field_mismatch(field: &dyn Display);
    "email" email_invalid(reason: InvalidEmail);
    "ascii" ascii_invalid();
    "alphanumeric" alphanumeric_invalid();
}
