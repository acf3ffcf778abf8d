//! [`HeaderError`]: a header that cannot be sent.

use std::fmt;

use http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, DATE, LOCATION,
    SET_COOKIE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderName, HeaderValue};

/// A header that cannot be sent, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    name: String,
    fault: HeaderFault,
}

/// Why a header cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// The name is not a token (RFC 9110 section 5.1).
    Name,
    /// The value has a line break, a NUL or another control character (RFC 9110 section 5.5).
    Value,
    /// The contract or the server sets this header: `Content-Type`, `Content-Length`, `Content-Range`, `Location`,
    /// `Set-Cookie`, `Cache-Control`, and the headers that frame the message.
    Owned,
}

impl HeaderError {
    pub(super) fn new(name: &str, fault: HeaderFault) -> Self {
        Self {
            name: name.to_owned(),
            fault,
        }
    }

    /// The name as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why the header cannot be sent.
    #[must_use]
    pub fn fault(&self) -> HeaderFault {
        self.fault
    }
}

/// The value is not shown, since it may be a secret.
impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.fault {
            HeaderFault::Name => write!(formatter, "{name:?} is not a header name"),
            HeaderFault::Value => write!(
                formatter,
                "the header {name:?} has a value that no header can hold"
            ),
            HeaderFault::Owned => write!(formatter, "the header {name:?} is set by the contract"),
        }
    }
}

impl std::error::Error for HeaderError {}

/// The headers that the rule `bad_header` refuses in attributes.
const OWNED: [HeaderName; 12] = [
    CACHE_CONTROL,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_RANGE,
    CONTENT_TYPE,
    DATE,
    HeaderName::from_static("keep-alive"),
    LOCATION,
    SET_COOKIE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Parses the name of a header that a handler may set.
pub(super) fn name(name: &str) -> Result<HeaderName, HeaderError> {
    let parsed =
        HeaderName::try_from(name).map_err(|_| HeaderError::new(name, HeaderFault::Name))?;
    if OWNED.contains(&parsed) {
        return Err(HeaderError::new(name, HeaderFault::Owned));
    }
    Ok(parsed)
}

pub(super) fn header<T>(named: &str, value: T) -> Result<(HeaderName, HeaderValue), HeaderError>
where
    HeaderValue: TryFrom<T>,
{
    let name = name(named)?;
    let value =
        HeaderValue::try_from(value).map_err(|_| HeaderError::new(named, HeaderFault::Value))?;
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(named: &str, value: &str) -> Option<HeaderFault> {
        header(named, value).err().map(|error| error.fault())
    }

    #[test]
    fn a_value_that_would_split_the_response_is_refused() {
        for value in ["a\r\nb: c", "a\nb", "a\rb", "a\0b", "\u{7f}"] {
            assert_eq!(fault("X-A", value), Some(HeaderFault::Value), "{value:?}");
            assert!(header("X-A", value.to_owned()).is_err(), "{value:?}");
        }
    }

    #[test]
    fn a_name_that_is_no_token_is_refused() {
        for name in ["", "X A", "X:A", "X-A\r\n", "X-\u{c4}"] {
            assert_eq!(fault(name, "a"), Some(HeaderFault::Name), "{name:?}");
        }
    }

    #[test]
    fn a_header_of_the_contract_is_refused_in_any_writing() {
        for name in [
            "Content-Type",
            "content-length",
            "content-Range",
            "SET-COOKIE",
            "Keep-Alive",
        ] {
            assert_eq!(fault(name, "a"), Some(HeaderFault::Owned), "{name}");
        }
    }

    #[test]
    fn content_that_is_compressed_already_says_so() {
        assert_eq!(fault("Content-Encoding", "gzip"), None);
    }
}
