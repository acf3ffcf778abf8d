//! What schemars leaves out of the schemas of the standard library's types: the bounds of integers, which their formats only
//! name, and that durations have no further members.

use serde_json::Value;

/// The least and the greatest integer of a format; `None` for a format without bounds that a JSON number holds.
#[must_use]
pub fn integer_bounds(format: &str) -> Option<(Value, Value)> {
    let of = |least: i64, most: u64| Some((least.into(), most.into()));
    match format {
        "int8" => of(i8::MIN.into(), i8::MAX as u64),
        "int16" => of(i16::MIN.into(), i16::MAX as u64),
        "int32" => of(i32::MIN.into(), i32::MAX as u64),
        "int64" | "int" => of(i64::MIN, i64::MAX as u64),
        "uint8" => of(0, u8::MAX.into()),
        "uint16" => of(0, u16::MAX.into()),
        "uint32" => of(0, u32::MAX.into()),
        "uint64" | "uint" => of(0, u64::MAX),
        _ => None,
    }
}

/// The members of a `Duration` and of a `SystemTime`, beside which serde takes no others.
const MOMENTS: [[&str; 2]; 2] = [["secs", "nanos"], ["secs_since_epoch", "nanos_since_epoch"]];

fn is_moment(properties: &Value) -> bool {
    let formats = |[seconds, nanoseconds]: &[&str; 2]| {
        properties[*seconds]["format"] == "uint64" && properties[*nanoseconds]["format"] == "uint32"
    };
    properties
        .as_object()
        .is_some_and(|members| members.len() == 2)
        && MOMENTS.iter().any(formats)
}

/// Completes every schema of a document.
pub(super) fn complete(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(complete),
        Value::Object(keywords) => {
            if keywords.get("properties").is_some_and(is_moment) {
                keywords.insert("additionalProperties".to_owned(), false.into());
            }
            let is_integer = match keywords.get("type") {
                Some(Value::Array(types)) => types.iter().any(|name| name == "integer"),
                Some(name) => name == "integer",
                None => false,
            };
            let format = keywords.get("format").and_then(Value::as_str);
            if let Some((least, most)) = format.filter(|_| is_integer).and_then(integer_bounds) {
                keywords.entry("minimum").or_insert_with(|| least);
                keywords.entry("maximum").or_insert_with(|| most);
            }
            for (keyword, below) in keywords.iter_mut() {
                // Values, not schemas.
                if !["example", "examples", "default", "const", "enum"].contains(&keyword.as_str())
                {
                    complete(below);
                }
            }
        }
        _ => {}
    }
}
