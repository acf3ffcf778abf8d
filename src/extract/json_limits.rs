//! JSON beyond a limit: nested too deeply, or a number that is too large. It is valid JSON (RFC 8259 section 9 lets a
//! parser have limits), so it is told as a limit, and the other faults of the body are still found.

use response_core::problem::{Fault, Loc};
use serde_json::Value;

use super::MOST_FAULTS;
use super::body;

/// The number of levels that `serde_json` reads.
const DEEPEST: u64 = 128;

/// A body, with a stand-in for each value beyond a limit.
pub(super) struct Read {
    pub value: Value,
    /// The faults for those values.
    pub limits: Vec<Fault>,
}

/// Reads a body.
pub(super) fn read(bytes: &[u8]) -> Result<Read, serde_json::Error> {
    let mut limits = Vec::new();
    let mut patched: Option<Vec<u8>> = None;
    loop {
        let text = patched.as_deref().unwrap_or(bytes);
        let mut deserializer = serde_json::Deserializer::from_slice(text);
        let error = match serde_path_to_error::deserialize(&mut deserializer) {
            Ok(value) => {
                deserializer.end()?;
                return Ok(Read { value, limits });
            }
            Err(error) => error,
        };
        let place = body::loc("body", error.path());
        let error = error.into_inner();
        let Some((beyond, fault)) = beyond(text, &error, place) else {
            return Err(error);
        };
        if limits.len() >= MOST_FAULTS {
            return Err(error);
        }
        limits.push(fault);
        let patched = patched.get_or_insert_with(|| bytes.to_vec());
        if let Some(value) = patched.get_mut(beyond) {
            value.fill(b' ');
            if let Some(first) = value.first_mut() {
                *first = b'0';
            }
        }
    }
}

/// The value in a body that has been read already.
pub(super) fn value(bytes: &[u8]) -> Result<Value, Vec<Fault>> {
    if let Ok(value) = serde_json::from_slice(bytes) {
        return Ok(value);
    }
    match read(bytes) {
        Ok(Read { value, limits }) if limits.is_empty() => Ok(value),
        Ok(Read { limits, .. }) => Err(limits),
        Err(_) => Err(vec![Fault::new(["body"], "invalid value", "value_error")]),
    }
}

/// The value beyond a limit, of which the error tells.
fn beyond(
    text: &[u8],
    error: &serde_json::Error,
    place: Vec<Loc>,
) -> Option<(std::ops::Range<usize>, Fault)> {
    let message = error.to_string();
    let at = offset(text, error)?;
    if message.starts_with("number out of range") {
        let fault = Fault::new(
            place,
            "the number is beyond what can be read",
            "number_limit",
        )
        .limit(f64::MAX);
        Some((number(text, at)?, fault))
    } else if message.starts_with("recursion limit exceeded") {
        let fault = Fault::new(
            place,
            format!("nested deeper than {DEEPEST} levels"),
            "depth_limit",
        )
        .limit(DEEPEST);
        Some((nested(text, at)?, fault))
    } else {
        None
    }
}

/// The offset of the byte that the error names by its line and column.
fn offset(text: &[u8], error: &serde_json::Error) -> Option<usize> {
    let mut lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines
        .by_ref()
        .take(error.line().checked_sub(1)?)
        .map(<[u8]>::len)
        .sum();
    let at = before + error.column().saturating_sub(1);
    Some(at.min(text.len().checked_sub(1)?))
}

/// The number at or before an offset.
fn number(text: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let is_part =
        |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let end_before = text[..=at].iter().rposition(is_part)?;
    let start = text[..end_before]
        .iter()
        .rposition(|byte| !is_part(byte))
        .map_or(0, |place| place + 1);
    let length = text[start..].iter().position(|byte| !is_part(byte));
    Some(start..length.map_or(text.len(), |length| start + length))
}

/// The list or the object that begins at or before an offset, with all that is in it.
fn nested(text: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let start = text[..=at]
        .iter()
        .rposition(|byte| matches!(byte, b'[' | b'{'))?;
    let mut depth = 0_usize;
    let mut is_text = false;
    let mut is_escaped = false;
    for (place, byte) in text.iter().enumerate().skip(start) {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(start..place + 1);
                }
            }
            _ => {}
        }
    }
    None
}
