//! JSON beyond a limit: nested too deeply, or a number that is too large. It is valid JSON (RFC 8259 section 9 lets a
//! parser have limits), so it is told as a limit, and the other faults of the body are still found.

use std::ops::Range;

use response_core::problem::{Fault, Loc};
use serde_json::Value;

/// The number of levels that `serde_json` does not read any more.
const DEEPEST: usize = 128;

/// A body, with a stand-in for each value beyond a limit.
pub(super) struct Read {
    pub value: Value,
    /// The faults for those values, as many as are told.
    pub limits: Vec<Fault>,
}

/// Reads a body.
pub(super) fn read(bytes: &[u8]) -> Result<Read, serde_json::Error> {
    let value = match serde_json::from_slice(bytes) {
        Err(error) if is_limit(&error) => None,
        read => Some(read?),
    };
    if let Some(value) = value {
        let limits = Vec::new();
        return Ok(Read { value, limits });
    }
    let Scan {
        patched, limits, ..
    } = Scan::of(bytes);
    let value = serde_json::from_slice(&patched)?;
    Ok(Read { value, limits })
}

/// The value in a body that has been read already.
pub(super) fn value(bytes: &[u8]) -> Result<Value, Vec<Fault>> {
    match read(bytes) {
        Ok(Read { value, limits }) if limits.is_empty() => Ok(value),
        Ok(Read { limits, .. }) => Err(limits),
        Err(_) => Err(vec![Fault::new(["body"], "invalid value", "value_error")]),
    }
}

fn is_limit(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    message.starts_with("number out of range") || message.starts_with("recursion limit exceeded")
}

/// One scan of a text for the values beyond a limit. What is not JSON is left as it is.
struct Scan<'t> {
    text: &'t [u8],
    /// The text, with `0` and spaces in place of those values.
    patched: Vec<u8>,
    limits: Vec<Fault>,
    /// The lists and objects around the place that is scanned.
    way: Vec<Level>,
}

enum Level {
    List {
        index: usize,
    },
    Object {
        /// Where the last key is.
        key: Range<usize>,
        /// The last key, once it has been told.
        told: Option<Loc>,
        /// Whether the next text is a key.
        is_next: bool,
    },
}

impl<'t> Scan<'t> {
    fn of(text: &'t [u8]) -> Self {
        let mut scan = Self {
            text,
            patched: text.to_vec(),
            limits: Vec::new(),
            way: Vec::new(),
        };
        let mut at = 0;
        while at < text.len() {
            at = scan.past(at);
        }
        scan
    }

    /// Scans what begins here, and returns where it ends.
    fn past(&mut self, at: usize) -> usize {
        match self.text[at] {
            b'"' => {
                let end = text_end(self.text, at);
                if let Some(Level::Object { key, told, is_next }) = self.way.last_mut()
                    && std::mem::take(is_next)
                {
                    (*key, *told) = (at..end, None);
                }
                return end;
            }
            b'[' | b'{' if self.way.len() + 1 >= DEEPEST => {
                let end = nested_end(self.text, at);
                let msg = format!("nested deeper than {DEEPEST} levels");
                self.replace(at..end, || {
                    Fault::new(Vec::<Loc>::new(), msg, "depth_limit").limit(DEEPEST)
                });
                return end;
            }
            b'[' => self.way.push(Level::List { index: 0 }),
            b'{' => self.way.push(Level::Object {
                key: 0..0,
                told: None,
                is_next: true,
            }),
            b']' | b'}' => drop(self.way.pop()),
            b',' => match self.way.last_mut() {
                Some(Level::List { index }) => *index += 1,
                Some(Level::Object { is_next, .. }) => *is_next = true,
                None => {}
            },
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &u8| {
                    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
                };
                let length = self.text[at..]
                    .iter()
                    .take_while(|byte| is_part(byte))
                    .count();
                let end = at + length;
                if is_too_large(&self.text[at..end]) {
                    self.replace(at..end, || {
                        let msg = "the number is beyond what can be read";
                        Fault::new(Vec::<Loc>::new(), msg, "number_limit").limit(f64::MAX)
                    });
                }
                return end;
            }
            _ => {}
        }
        at + 1
    }

    /// Lets `0` stand in for a value, and adds its fault, which has no location yet.
    fn replace(&mut self, place: Range<usize>, fault: impl FnOnce() -> Fault) {
        if self.limits.len() < Fault::MOST {
            let mut fault = fault();
            fault.loc = self.loc();
            self.limits.push(fault.bounded());
        }
        let value = &mut self.patched[place];
        value.fill(b' ');
        if let Some(first) = value.first_mut() {
            *first = b'0';
        }
    }

    fn loc(&mut self) -> Vec<Loc> {
        let text = self.text;
        let steps = self.way.iter_mut().map(|level| match level {
            Level::List { index } => Loc::from(*index),
            Level::Object { key, told, .. } => told
                .get_or_insert_with(|| {
                    let name: Result<String, _> = serde_json::from_slice(&text[key.clone()]);
                    Loc::chosen(&name.unwrap_or_default())
                })
                .clone(),
        });
        std::iter::once(Loc::from("body")).chain(steps).collect()
    }
}

/// Whether a number is out of the range of a `f64`.
fn is_too_large(number: &[u8]) -> bool {
    // A shorter one has too few digits.
    let may_be = number.len() > 308 || number.iter().any(|byte| matches!(byte, b'e' | b'E'));
    let read = || serde_json::from_slice::<Value>(number);
    may_be && read().is_err_and(|error| is_limit(&error))
}

/// The end of the text whose quote is here.
fn text_end(text: &[u8], start: usize) -> usize {
    let mut is_escaped = false;
    let is_end = |byte: &u8| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    };
    let end = text[start + 1..].iter().position(is_end);
    end.map_or(text.len(), |length| start + 1 + length + 1)
}

/// The end of the list or object that begins here.
fn nested_end(text: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < text.len() {
        match text[at] {
            b'"' => {
                at = text_end(text, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}
