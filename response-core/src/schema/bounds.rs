//! What schemars leaves out of the schemas of the standard library's types: the bounds of integers, which their formats only
//! name, and that durations have no further members.

use serde_json::{Map, Value};

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

/// Whether what stands below a keyword is a value, and not a schema.
pub(super) fn holds_values(keyword: &str) -> bool {
    matches!(
        keyword,
        "example" | "examples" | "default" | "const" | "enum"
    )
}

/// What the keywords of a schema say of what it leaves out. They are seen one by one, as the document is walked anyway: to look up
/// three names in each of its objects takes longer.
#[derive(Default)]
pub(super) struct Seen {
    has_moment: bool,
    is_integer: bool,
    bounds: Option<(Value, Value)>,
}

impl Seen {
    pub(super) fn see(&mut self, keyword: &str, value: &Value) {
        match keyword {
            "properties" => self.has_moment = is_moment(value),
            "type" => {
                self.is_integer = match value {
                    Value::Array(types) => types.iter().any(|name| name == "integer"),
                    name => name == "integer",
                }
            }
            "format" => self.bounds = value.as_str().and_then(integer_bounds),
            _ => {}
        }
    }

    /// Adds what is left out.
    pub(super) fn complete(self, keywords: &mut Map<String, Value>) {
        if self.has_moment {
            keywords.insert("additionalProperties".to_owned(), false.into());
        }
        if let Some((least, most)) = self.bounds.filter(|_| self.is_integer) {
            keywords.entry("minimum").or_insert_with(|| least);
            keywords.entry("maximum").or_insert_with(|| most);
        }
    }
}
