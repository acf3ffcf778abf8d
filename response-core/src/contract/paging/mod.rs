//! The query parameters of [`PageQuery`](crate::model::PageQuery) and [`CursorQuery`](crate::model::CursorQuery).

mod cursor;
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

/// The parameter `size`, for the document.
fn size(most: u32, default: u32) -> Parameter {
    in_query(
        "size",
        "How many items a page has at most",
        serde_json::json!({
            "type": "integer", "format": "uint32", "minimum": 1, "maximum": most, "default": default,
        }),
    )
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

/// The number in the parameter `name`, if there is one.
fn number(query: &str, name: &'static str, least: u32, most: u32) -> Result<Option<u32>, Fault> {
    let fault = |msg: Cow<'static, str>, kind| fault(name, msg, kind);
    let Some(value) = only_value(query, name)? else {
        return Ok(None);
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
    if negative || number < u64::from(least) {
        let msg = format!("must be at least {least}").into();
        Err(fault(msg, "greater_than_equal").limit(least))
    } else {
        u32::try_from(number)
            .ok()
            .filter(|number| *number <= most)
            .map(Some)
            .ok_or_else(|| {
                let msg = format!("must be at most {most}").into();
                fault(msg, "less_than_equal").limit(most)
            })
    }
}
