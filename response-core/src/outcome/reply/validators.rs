//! `ETag`, `Last-Modified` and `Vary`: what a cache goes by (RFC 9110 sections 8.8 and 12.5.5).

use std::time::SystemTime;

use http::HeaderValue;
use http::header::{ETAG, LAST_MODIFIED, VARY};

use super::Reply;
use super::header::{HeaderError, HeaderFault, name};

impl<V, H> Reply<V, H> {
    /// Sends an `ETag`: a client that has this version already is answered with a 304 (RFC 9110 section 8.8.3).
    ///
    /// The quotes may be left out; `W/"..."` is weak. What no tag can hold (a space, a quote) makes the answer a logged
    /// 500, as in [`header`](Self::header).
    ///
    /// ```
    /// use response_core::Reply;
    ///
    /// assert_eq!(Reply::new(()).etag("v7").headers().unwrap()["etag"], "\"v7\"");
    /// assert_eq!(Reply::new(()).etag("W/\"v7\"").headers().unwrap()["etag"], "W/\"v7\"");
    /// ```
    #[must_use]
    pub fn etag(mut self, tag: impl AsRef<str>) -> Self {
        self.parts().headers.remove(ETAG);
        self.parts()
            .add(entity_tag(tag.as_ref()).map(|tag| (ETAG, tag)));
        self
    }

    /// Sends `Last-Modified`: a client that has this version already is answered with a 304 (RFC 9110 section 8.8.2).
    ///
    /// Sent in whole seconds. A time to come is sent as now, one before 1970 as 1970.
    #[must_use]
    pub fn last_modified(mut self, time: impl Into<SystemTime>) -> Self {
        let time = time
            .into()
            .min(SystemTime::now())
            .max(SystemTime::UNIX_EPOCH);
        let value = HeaderValue::try_from(httpdate::fmt_http_date(time))
            .map_err(|_| HeaderError::new("Last-Modified", HeaderFault::Value));
        self.parts().headers.remove(LAST_MODIFIED);
        self.parts().add(value.map(|value| (LAST_MODIFIED, value)));
        self
    }

    /// Names a request header that the answer depends on, so that a cache keeps an answer for each of its values
    /// (RFC 9110 section 12.5.5).
    #[must_use]
    pub fn vary(mut self, header: impl AsRef<str>) -> Self {
        let header = header.as_ref();
        let value = match name(header) {
            Err(error) if header != "*" && error.fault() == HeaderFault::Name => {
                Err(HeaderError::new("Vary", HeaderFault::Value))
            }
            _ => HeaderValue::try_from(header)
                .map_err(|_| HeaderError::new("Vary", HeaderFault::Value)),
        };
        self.parts().add(value.map(|value| (VARY, value)));
        self
    }
}

fn entity_tag(tag: &str) -> Result<HeaderValue, HeaderError> {
    let (weak, opaque) = match tag.strip_prefix("W/") {
        Some(opaque) if opaque.starts_with('"') => ("W/", opaque),
        _ => ("", tag),
    };
    let opaque = opaque
        .strip_prefix('"')
        .and_then(|opaque| opaque.strip_suffix('"'))
        .unwrap_or(opaque);
    let fault = HeaderError::new("ETag", HeaderFault::Value);
    if !opaque
        .bytes()
        .all(|byte| matches!(byte, b'!' | b'#'..=b'~'))
    {
        return Err(fault);
    }
    HeaderValue::try_from(format!("{weak}\"{opaque}\"")).map_err(|_| fault)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_tag_is_quoted_once() {
        for (given, sent) in [
            ("a", "\"a\""),
            ("\"a\"", "\"a\""),
            ("W/\"a\"", "W/\"a\""),
            ("", "\"\""),
        ] {
            assert_eq!(entity_tag(given).unwrap(), sent);
        }
    }

    #[test]
    fn what_no_tag_can_hold_is_refused() {
        for given in ["a b", "a\"b", "a\r\nb", "\"", "\u{e4}"] {
            assert!(entity_tag(given).is_err(), "{given:?}");
        }
    }

    #[test]
    fn a_time_out_of_range_is_brought_into_it() {
        let sent = |time: SystemTime| {
            let reply = Reply::new(()).last_modified(time);
            reply.headers().unwrap()[LAST_MODIFIED]
                .to_str()
                .unwrap()
                .to_owned()
        };
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(sent(before), "Thu, 01 Jan 1970 00:00:00 GMT");
        let after = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert!(sent(after).starts_with(['M', 'T', 'W', 'F', 'S']));
    }
}
