//! The entity tag of a file on the disk (RFC 9110 section 8.8.3).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;

/// How long a file has to be unchanged until its time tells its version. Kernels keep times in ticks of some
/// milliseconds, some file systems in steps of two seconds: a second change within one leaves no trace (RFC 9110 section
/// 8.8.1).
const SETTLED: Duration = Duration::from_secs(2);

/// The tag of a file: its length and the time of its last change. It is strong, so that `If-Range` can use it, as soon as
/// the time is a sure sign.
pub(super) fn etag(length: u64, modified: SystemTime) -> HeaderValue {
    let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    let is_settled = SystemTime::now()
        .duration_since(modified)
        .is_ok_and(|age| age >= SETTLED);
    let weak = if is_settled { "" } else { "W/" };
    let tag = format!("{weak}\"{length:x}-{:x}\"", since.as_nanos());
    HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("W/\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_just_changed_has_a_weak_tag() {
        let now = SystemTime::now();
        assert!(etag(1, now).as_bytes().starts_with(b"W/"));
        assert!(
            etag(1, now - Duration::from_secs(60))
                .as_bytes()
                .starts_with(b"\"")
        );
    }
}
