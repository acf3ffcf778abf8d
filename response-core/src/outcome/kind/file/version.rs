//! The entity tag of a file on disk (RFC 9110 section 8.8.3).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;

/// How long a file has to be unchanged before its modification time identifies its version. Kernels store times in
/// ticks of a few milliseconds, some file systems in steps of two seconds: a second change within one step leaves no
/// trace (RFC 9110 section 8.8.1).
const SETTLED: Duration = Duration::from_secs(2);

/// The tag of a file: its length and modification time. It is strong, so that `If-Range` can use it, once the time
/// identifies the version.
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
