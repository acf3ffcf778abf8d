//! [`Error`]: why a model could not be written.

use std::fmt;

/// Why a model could not be written: what the value was, and of which member, if that is known.
///
/// ```
/// use std::collections::BTreeMap;
/// use steadfast::json;
///
/// let readings = BTreeMap::from([("celsius", f64::NAN)]);
/// let error = json::to_vec(&readings).unwrap_err();
/// assert_eq!(error.to_string(), "`celsius`: JSON has no number for NaN");
/// ```
pub struct Error {
    cause: Box<dyn std::error::Error + Send + Sync>,
    member: Option<String>,
}

impl Error {
    /// Creates an error with this cause.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            cause: cause.into(),
            member: None,
        }
    }

    /// Creates an error for the value that comes after what was written.
    pub(super) fn after(
        written: &[u8],
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            cause: cause.into(),
            member: last_key(written),
        }
    }
}

/// The key that was written last, if its value has not begun.
fn last_key(written: &[u8]) -> Option<String> {
    let key = written.strip_suffix(b":")?;
    let inside = key.strip_suffix(b"\"")?;
    let is_escaped = |at: usize| {
        let backslashes = inside[..at].iter().rev().take_while(|byte| **byte == b'\\');
        backslashes.count() % 2 == 1
    };
    let start = (0..inside.len())
        .rev()
        .find(|&at| inside[at] == b'"' && !is_escaped(at))?;
    serde_json::from_slice(&key[start..]).ok()
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("cause", &self.cause)
            .field("member", &self.member)
            .finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => write!(formatter, "`{member}`: {}", self.cause),
            None => self.cause.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.source()
    }
}

#[cfg(test)]
mod tests {
    use super::last_key;

    #[test]
    fn a_value_that_has_not_begun_belongs_to_the_last_key() {
        for (written, key) in [
            (r#"{"a":"#, Some("a")),
            (r#"{"a":1,"b\"c\\":"#, Some("b\"c\\")),
            (r#"{"a":{"b":"#, Some("b")),
            (r#"{"a":["#, None),
            (r#"{"a":1,"#, None),
            (r#"["a\":"#, None),
            (r#""#, None),
        ] {
            assert_eq!(last_key(written.as_bytes()).as_deref(), key, "{written}");
        }
    }
}
