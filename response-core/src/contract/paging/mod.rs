//! The query parameters of [`PageQuery`](crate::model::PageQuery), [`LimitOffset`](crate::model::LimitOffset) and
//! [`CursorQuery`](crate::model::CursorQuery).

mod cursor;
mod offset;
mod page;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Parameter, Place};
use crate::problem::{Fault, Loc};

/// An optional query parameter, for the document.
fn in_query(name: &str, description: &str, schema: serde_json::Value) -> Parameter {
    Parameter::new(name, Place::Query, schema)
        .optional()
        .description(description)
}

/// A whole number in the query.
struct Number {
    name: &'static str,
    least: u32,
    most: u32,
    default: u32,
    /// Whether a number out of range is replaced by the nearest one in range.
    clamps: bool,
}

impl Number {
    /// The parameter, for the document. What is accepted has no limits, so its schema has none.
    fn parameter(&self, description: &str) -> Parameter {
        let Self {
            name,
            least,
            most,
            default,
            clamps,
        } = *self;
        if clamps {
            let description =
                format!("{description}. {least} for a smaller number, {most} for a larger one");
            let schema = serde_json::json!({ "type": "integer", "default": default });
            return in_query(name, &description, schema);
        }
        in_query(
            name,
            description,
            serde_json::json!({
                "type": "integer", "format": "uint32", "minimum": least, "maximum": most, "default": default,
            }),
        )
    }

    /// The number in the query, or the default.
    fn read(&self, query: &str) -> Result<u32, Fault> {
        let fault = |msg: Cow<'static, str>, kind| fault(self.name, msg, kind);
        let Some(value) = only_value(query, self.name)? else {
            return Ok(self.default);
        };
        let digits: Vec<u8> = percent_decode_str(value).collect();
        let (negative, digits) = match digits.as_slice() {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err(fault("expected an integer".into(), "int_parsing"));
        }
        // Wide enough for every number that is not too large anyway.
        let number = digits.iter().fold(0_u64, |number, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        let (least, most) = (self.least, self.most);
        let number = if negative && number > 0 {
            None
        } else {
            Some(number)
        };
        match number.filter(|number| *number >= u64::from(least)) {
            None if self.clamps => Ok(least),
            None => {
                let msg = format!("must be at least {least}").into();
                Err(fault(msg, "greater_than_equal").limit(least))
            }
            Some(number) => match u32::try_from(number).ok().filter(|number| *number <= most) {
                Some(number) => Ok(number),
                None if self.clamps => Ok(most),
                None => {
                    let msg = format!("must be at most {most}").into();
                    Err(fault(msg, "less_than_equal").limit(most))
                }
            },
        }
    }
}

/// Both values, or the faults of both.
fn either<A, B>(first: Result<A, Fault>, second: Result<B, Fault>) -> Result<(A, B), Vec<Fault>> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (first, second) => Err(first.err().into_iter().chain(second.err()).collect()),
    }
}

/// The value of the parameter `name`, if there is one, still percent-encoded.
fn only_value<'q>(query: &'q str, name: &'static str) -> Result<Option<&'q str>, Fault> {
    let mut values = query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        percent_decode_str(key).eq(name.bytes()).then_some(value)
    });
    let value = values.next();
    if values.next().is_some() {
        return Err(fault(name, "is given twice", "duplicate_field"));
    }
    Ok(value)
}

fn fault(name: &'static str, msg: impl Into<Cow<'static, str>>, kind: &'static str) -> Fault {
    Fault::new([Loc::from("query"), Loc::from(name)], msg, kind)
}
