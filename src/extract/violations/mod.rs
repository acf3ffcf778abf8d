//! Violations of garde's constraints, as faults of a request.

mod way;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Display;

use garde::Validate;
use garde::i18n::{
    DefaultI18n, I18n, InvalidCreditCard, InvalidEmail, InvalidPhoneNumber, InvalidUrl, IpKind,
};
use schemars::JsonSchema;
use serde_json::Value;

use super::parameters;
use response_core::problem::{Fault, Loc};

/// A violation of a constraint.
pub(super) struct Violation {
    pub fault: Fault,
    /// Whether its place has the names of the request: the schema knows all of them.
    is_named: bool,
}

impl Violation {
    /// Whether a fault that the schema has found is the same, and is reported in place of this one. A fault of another
    /// constraint of the value is not the same.
    pub fn is_told_by(&self, known: &Fault) -> bool {
        let Self { fault, is_named } = self;
        if known.loc == fault.loc {
            let is_same = match known.kind {
                // schemars writes both as a pattern.
                "pattern" => matches!(fault.kind, "pattern" | "contains"),
                kind => kind == fault.kind,
            };
            return is_same || !is_constraint(known.kind);
        }
        let is_same = known.kind == fault.kind && known.limit == fault.limit;
        let is_around = known.loc.starts_with(&fault.loc);
        let is_beside = !is_named
            && known.loc.len() == fault.loc.len()
            && known.loc.split_last().map(|(_, above)| above)
                == fault.loc.split_last().map(|(_, above)| above);
        is_same && (is_around || is_beside)
    }
}

/// Whether a fault is that of a value that has its type.
fn is_constraint(kind: &str) -> bool {
    let is_type = matches!(kind, "invalid_type" | "missing" | "value_error");
    !is_type
}

/// The violations of a value.
pub(super) fn of<T>(part: &'static str, value: &T) -> Vec<Violation>
where
    T: Validate<Context: Default> + JsonSchema,
{
    match garde::with_i18n(Kinds::default(), || value.validate()) {
        Ok(()) => Vec::new(),
        Err(report) => violations(part, &report, &parameters::schema::<T>()),
    }
}

#[cold]
fn violations(part: &'static str, report: &garde::Report, schema: &Value) -> Vec<Violation> {
    let found = report.iter().filter_map(|(path, error)| {
        let (loc, below, is_named) = place(part, path, schema);
        let said = Said::of(error.message());
        let is_text = is_text(below);
        // The document's length of a text is in code points (JSON Schema Validation section 6.3), whatever garde counts;
        // the schema has been checked.
        let is_checked = is_text
            && ["minLength", "maxLength"]
                .iter()
                .any(|keyword| below.get(keyword).is_some());
        let kind = match said.kind {
            "too_short" | "too_long" if is_checked => return None,
            "too_short" if is_text => "string_too_short",
            "too_long" if is_text => "string_too_long",
            kind => kind,
        };
        let mut fault = Fault::new(loc, said.msg.to_owned(), kind);
        fault.limit = said.limit.map(|limit| Box::new(number(limit)));
        Some(Violation {
            fault: fault.bounded(),
            is_named,
        })
    });
    found.take(Fault::MOST).collect()
}

fn is_text(schema: &Value) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.iter().any(|name| name == "string"),
        name => name == "string",
    }
}

/// A limit as JSON: garde has it as text.
fn number(limit: &str) -> Value {
    serde_json::from_str(limit).unwrap_or_else(|_| limit.into())
}

/// The location of a value, its schema, and whether the schema has all of its names. garde has the Rust names of fields; the
/// client sees those of the schema.
fn place<'s>(
    part: &'static str,
    path: &garde::Path,
    schema: &'s Value,
) -> (Vec<Loc>, &'s Value, bool) {
    let mut loc = vec![Loc::from(part)];
    let mut is_named = true;
    let mut schema = schema;
    for step in way::steps(path) {
        match step {
            Loc::Key(key) => match property(schema, &key) {
                Some((name, below)) => {
                    loc.push(Loc::from(name.to_owned()));
                    schema = below;
                }
                None => {
                    loc.push(Loc::Key(key));
                    schema = &schema["additionalProperties"];
                    is_named &= !schema.is_null();
                }
            },
            index => {
                loc.push(index);
                schema = &schema["items"];
            }
        }
    }
    (loc, schema, is_named)
}

/// The property of a field: with the same name, or with the same letters in another case.
fn property<'s>(schema: &'s Value, field: &str) -> Option<(&'s str, &'s Value)> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let own = properties.map(|(name, below)| (name.as_str(), below));
    let same = |(name, _): &(&str, &Value)| *name == field;
    let alike = |(name, _): &(&str, &Value)| letters(name).eq(letters(field));
    // `X-Tenant` for `tenant`, as headers are called.
    let prefixed = |(name, _): &(&str, &Value)| {
        letters(name).eq(std::iter::once('x').chain(letters(field))) && name.contains('-')
    };
    own.clone()
        .find(same)
        .or_else(|| own.clone().find(alike))
        .or_else(|| own.clone().find(prefixed))
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

/// The separator between a kind, a limit and a message. No message of a user's begins with one of the kinds and this.
const SEPARATOR: char = '\u{1f}';

const KINDS: [&str; 18] = [
    "alphanumeric",
    "ascii",
    "contains",
    "credit_card",
    "email",
    "greater_than_equal",
    "ip",
    "less_than_equal",
    "matches",
    "missing",
    "pattern",
    "phone_number",
    "prefix",
    "suffix",
    "too_long",
    "too_short",
    "url",
    "value_error",
];

/// What garde says of a value.
struct Said<'m> {
    kind: &'static str,
    limit: Option<&'m str>,
    msg: &'m str,
}

impl<'m> Said<'m> {
    fn of(message: &'m str) -> Self {
        let mut parts = message.splitn(3, SEPARATOR);
        let kind = parts
            .next()
            .and_then(|kind| KINDS.iter().find(|known| **known == kind));
        match (kind, parts.next(), parts.next()) {
            (Some(kind), Some(limit), Some(msg)) => Self {
                kind,
                limit: Some(limit).filter(|limit| !limit.is_empty()),
                msg,
            },
            _ => Self {
                kind: "value_error",
                limit: None,
                msg: message,
            },
        }
    }
}

/// garde reports a violation only as text, so each text begins with the name of its constraint and its limit. It collects
/// all of them, so those beyond any number that is told have no text of their own.
#[derive(Default)]
struct Kinds {
    said: Cell<usize>,
}

impl Kinds {
    const MOST: usize = 100 * Fault::MOST;

    fn say(&self, short: &'static str, text: impl FnOnce() -> String) -> Cow<'static, str> {
        self.said.set(self.said.get() + 1);
        if self.said.get() > Self::MOST {
            return Cow::Borrowed(short);
        }
        text().into()
    }
}

macro_rules! kinds {
    ($($kind:literal $method:ident($($argument:ident: $type:ty),*) $limit:tt;)*) => {
        impl I18n for Kinds {
            $(fn $method(&self $(, $argument: $type)*) -> Cow<'static, str> {
                self.say(concat!($kind, "\u{1f}\u{1f}invalid value"), || {
                    let limit = kinds!(@ $limit);
                    format!("{}{SEPARATOR}{limit}{SEPARATOR}{}", $kind, DefaultI18n.$method($($argument),*))
                })
            })*

            fn required_not_set(&self) -> Cow<'static, str> {
                Cow::Borrowed("missing\u{1f}\u{1f}field required")
            }
        }
    };
    (@ _) => { "" };
    (@ $limit:ident) => { $limit };
}

kinds! {
    "too_short" length_lower_than(min: usize) min;
    "too_long" length_greater_than(max: usize) max;
    "greater_than_equal" range_lower_than(min: &dyn Display) min;
    "less_than_equal" range_greater_than(max: &dyn Display) max;
    "credit_card" credit_card_invalid(reason: InvalidCreditCard) _;
    "pattern" pattern_no_match(pattern: &dyn Display) pattern;
    "contains" contains_missing(pattern: &dyn Display) pattern;
    "url" url_invalid(reason: InvalidUrl) _;
    "prefix" prefix_missing(pattern: &dyn Display) pattern;
    "suffix" suffix_missing(pattern: &dyn Display) pattern;
    "phone_number" phone_number_invalid(reason: InvalidPhoneNumber) _;
    "ip" ip_invalid(kind: IpKind) _;
    "matches" matches_field_mismatch(field: &dyn Display) field;
    "email" email_invalid(reason: InvalidEmail) _;
    "ascii" ascii_invalid() _;
    "alphanumeric" alphanumeric_invalid() _;
}
