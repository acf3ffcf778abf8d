//! [`Rule`]: what a schema says of one value, where that is simple enough to be checked while the value is read.
//!
//! A request without a fault is then read once. A rule never holds for what the schema forbids; where it does not hold, the
//! [`Checker`](super::Checker) decides, and says why.

use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::checker::{asserts, compiled};
use super::guide::Types;
use super::outline::or_null;

/// What a schema says of a value, but not of the members and items inside of it, which have rules of their own.
#[derive(Debug)]
pub(in crate::extract) struct Rule {
    types: Types,
    /// Whether the value may be `null`, whatever else is said of it.
    is_nullable: bool,
    numbers: Numbers,
    /// The minimum and the maximum number of characters.
    letters: [u64; 2],
    /// The texts that it may be.
    choices: Option<Box<[Box<str>]>>,
    /// What the `jsonschema` crate is asked of a value that is neither a list nor an object: a pattern, a format.
    asked: Option<Asked>,
    /// The minimum and the maximum number of items.
    items: [u64; 2],
    /// The members that it must have, each as the bit of its place.
    required: u64,
    is_closed: bool,
}

/// A schema that is compiled when a value is checked.
#[derive(Debug)]
struct Asked {
    schema: Value,
    compiled: OnceLock<Option<Validator>>,
}

impl Asked {
    fn takes(&self, value: &Value) -> bool {
        let compiled = self.compiled.get_or_init(|| compiled(&self.schema).ok());
        compiled
            .as_ref()
            .is_some_and(|schema| schema.is_valid(value))
    }
}

/// The bounds of a number, if it has any.
#[derive(Debug, Default)]
struct Numbers {
    least: Option<i128>,
    most: Option<i128>,
    above: Option<i128>,
    below: Option<i128>,
}

/// Up to here a `f64` holds every whole number.
const EXACT: i128 = 1 << 53;

/// What says nothing of a value.
const ANNOTATIONS: [&str; 10] = [
    "$schema",
    "$defs",
    "$comment",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// The number of references that are followed to a schema.
const MOST_STEPS: usize = 8;

impl Rule {
    /// The rule of a schema; `None` if it says more than a rule can. `target` resolves a reference, and `place` finds a member.
    pub fn of<'s>(
        schema: &'s Value,
        target: impl Fn(&Value) -> Option<&'s Value>,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Option<Self> {
        let nothing = Map::new();
        let mut schema = schema;
        let mut is_nullable = false;
        for _ in 0..MOST_STEPS {
            let keywords = match schema {
                Value::Bool(true) => &nothing,
                schema => schema.as_object()?,
            };
            let said = keywords.keys().map(String::as_str);
            let mut said = said.filter(|keyword| !ANNOTATIONS.contains(keyword));
            let (first, second) = (said.next(), said.next());
            schema = match (first, second) {
                (Some("$ref"), None) => target(schema)?,
                (Some("anyOf"), None) => {
                    is_nullable = true;
                    or_null(&keywords["anyOf"])?
                }
                _ => {
                    let rule = Self::of_keywords(keywords, place)?;
                    return Some(Self {
                        is_nullable,
                        ..rule
                    });
                }
            };
        }
        None
    }

    fn of_keywords(
        keywords: &Map<String, Value>,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Option<Self> {
        let mut rule = Self {
            types: Types::ANY,
            is_nullable: false,
            numbers: Numbers::default(),
            letters: [0, u64::MAX],
            choices: None,
            asked: None,
            items: [0, u64::MAX],
            required: 0,
            is_closed: false,
        };
        let mut asks = false;
        let mut has_parts = false;
        for (keyword, value) in keywords {
            match keyword.as_str() {
                keyword if ANNOTATIONS.contains(&keyword) => {}
                "type" => rule.types = types(value)?,
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                    let bound = whole(value);
                    asks |= bound.is_none();
                    match keyword.as_str() {
                        "minimum" => rule.numbers.least = bound,
                        "maximum" => rule.numbers.most = bound,
                        "exclusiveMinimum" => rule.numbers.above = bound,
                        _ => rule.numbers.below = bound,
                    }
                }
                "minLength" => rule.letters[0] = value.as_u64()?,
                "maxLength" => rule.letters[1] = value.as_u64()?,
                "minItems" => rule.items[0] = value.as_u64()?,
                "maxItems" => rule.items[1] = value.as_u64()?,
                "enum" => match choices(value) {
                    Some(choices) => rule.choices = Some(choices),
                    None => asks = true,
                },
                "format" => asks |= asserts(value.as_str()?),
                "pattern" | "multipleOf" | "const" => asks = true,
                "required" => {
                    for name in value.as_array()? {
                        let place = place(name.as_str()?).filter(|place| *place < 64)?;
                        rule.required |= 1 << place;
                    }
                    has_parts = true;
                }
                "additionalProperties" if *value == false => rule.is_closed = true,
                "additionalProperties" | "items" if *value == true || value.is_object() => {
                    has_parts = true;
                }
                "properties" if value.is_object() => has_parts = true,
                "prefixItems" if value.is_array() => has_parts = true,
                _ => return None,
            }
        }
        if asks {
            if has_parts || rule.is_closed {
                return None;
            }
            rule.asked = Some(Asked {
                schema: Value::Object(keywords.clone()),
                compiled: OnceLock::new(),
            });
        }
        Some(rule)
    }

    /// Whether only a text is a value here, or `null`.
    pub fn is_text(&self) -> bool {
        self.types.present() == Types::STRING
    }

    pub fn takes_text(&self, text: &str) -> bool {
        self.types.has(Types::STRING)
            && self.has_length(text)
            && self
                .choices
                .as_ref()
                .is_none_or(|choices| choices.iter().any(|choice| **choice == *text))
            && self.answers(|| text.into())
    }

    fn has_length(&self, text: &str) -> bool {
        let [least, most] = self.letters;
        // A character has one to four bytes.
        let is_least = least == 0 || text.len() as u64 / 4 >= least;
        let is_most = text.len() as u64 <= most;
        is_least && is_most || {
            let letters = text.chars().count() as u64;
            (least..=most).contains(&letters)
        }
    }

    /// Whether a whole number is a value here: a `u64` or an `i64`.
    pub fn takes_whole<N: Copy + Into<i128> + Into<Value>>(&self, whole: N) -> bool {
        let number: i128 = whole.into();
        let Numbers {
            least,
            most,
            above,
            below,
        } = &self.numbers;
        self.choices.is_none()
            && self.types.has(Types::INTEGER.with(Types::NUMBER))
            && least.is_none_or(|least| number >= least)
            && most.is_none_or(|most| number <= most)
            && above.is_none_or(|above| number > above)
            && below.is_none_or(|below| number < below)
            && self.answers(|| whole.into())
    }

    pub fn takes_float(&self, number: f64) -> bool {
        let Numbers {
            least,
            most,
            above,
            below,
        } = &self.numbers;
        let bounds = [least, most, above, below].into_iter().flatten();
        let is_whole = number.fract() == 0.0;
        #[expect(
            clippy::cast_precision_loss,
            reason = "the bounds are checked to be exact"
        )]
        let exact = |bound: &Option<i128>| bound.map(|bound| bound as f64);
        self.choices.is_none()
            && (self.types.has(Types::NUMBER) || is_whole && self.types.has(Types::INTEGER))
            && bounds.into_iter().all(|bound| bound.abs() <= EXACT)
            && exact(least).is_none_or(|least| number >= least)
            && exact(most).is_none_or(|most| number <= most)
            && exact(above).is_none_or(|above| number > above)
            && exact(below).is_none_or(|below| number < below)
            && self.answers(|| number.into())
    }

    pub fn takes_boolean(&self, boolean: bool) -> bool {
        self.choices.is_none() && self.types.has(Types::BOOLEAN) && self.answers(|| boolean.into())
    }

    pub fn takes_null(&self) -> bool {
        let is_null = || {
            self.choices.is_none() && self.types.has(Types::NULL) && self.answers(|| Value::Null)
        };
        self.is_nullable || is_null()
    }

    /// Whether a list may have this many items.
    pub fn takes_list(&self, items: usize) -> bool {
        let [least, most] = self.items;
        self.is_of_parts(Types::ARRAY) && (least..=most).contains(&(items as u64))
    }

    /// Whether an object may have these members, each the bit of its place.
    pub fn takes_object(&self, members: u64) -> bool {
        self.is_of_parts(Types::OBJECT) && members & self.required == self.required
    }

    /// The members that an object must have beside these, each the bit of its place.
    pub fn missing(&self, members: u64) -> u64 {
        self.required & !members
    }

    fn is_of_parts(&self, types: Types) -> bool {
        self.types.has(types) && self.choices.is_none() && self.asked.is_none()
    }

    /// Whether an object has no members but those that the schema names.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn answers(&self, value: impl FnOnce() -> Value) -> bool {
        self.asked
            .as_ref()
            .is_none_or(|asked| asked.takes(&value()))
    }
}

fn types(named: &Value) -> Option<Types> {
    match named {
        Value::String(name) => Some(Types::named(name)),
        Value::Array(names) => {
            let types = names.iter().map(|name| name.as_str().map(Types::named));
            types.reduce(|all, each| Some(all?.with(each?)))?
        }
        _ => None,
    }
}

/// A bound that is a whole number.
fn whole(bound: &Value) -> Option<i128> {
    let signed = bound.as_i64().map(i128::from);
    let unsigned = || bound.as_u64().map(i128::from);
    let float = || crate::extract::strict::whole(bound.as_f64()?).map(i128::from);
    signed.or_else(unsigned).or_else(float)
}

/// The texts of an `enum`; `None` if it has other values.
fn choices(listed: &Value) -> Option<Box<[Box<str>]>> {
    let texts = listed.as_array()?.iter();
    texts.map(|text| text.as_str().map(Into::into)).collect()
}

#[cfg(test)]
mod tests;
