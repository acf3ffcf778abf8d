//! The headers `Range` and `If-Range` (RFC 9110 sections 14.2 and 13.1.5).

use std::ops::Range;
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::multipart;
use super::replaced;
use super::request::Asked;
use crate::message::body::Body;
use crate::message::ranged::Ranged;
use crate::message::validator::date;
use crate::problem::Problem;

/// More ranges than any player or download manager asks for. Beyond this, the whole content is sent (RFC 9110 section
/// 17.15).
const MOST: usize = 16;

/// A gap of fewer bytes costs less than another part (RFC 9110 section 15.3.7.2).
const GAP: u64 = 80;

/// Turns a 200 whose content can be sent in parts into a 206 or a 416.
pub(super) fn complete<RB>(mut response: http::Response<RB>, asked: &Asked) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    // `Range` is defined only for GET.
    let wanted = asked.wanted();
    let Some(range) = wanted
        .range
        .as_ref()
        .filter(|_| asked.method == Method::GET)
    else {
        return response;
    };
    if response.status() != StatusCode::OK
        || !wanted
            .if_range
            .as_ref()
            .is_none_or(|version| is_current(version, response.headers()))
    {
        return response;
    }
    let Some(ranged) = response.extensions_mut().remove::<Ranged>() else {
        return response;
    };
    let length = ranged.source().length();
    // A layer that has replaced the body sends other bytes than those of the source.
    let sent = response.body().size_hint().exact();
    if sent.is_some_and(|sent| sent != length) {
        return response;
    }
    let Some(ranges) = range.to_str().ok().and_then(|range| read(range, length)) else {
        return response;
    };
    let unsent = replaced::unsent(response.headers(), Some(length));
    let headers = response.headers_mut();
    replaced::forget_whole(headers);
    match coalesced(ranges, ranged.is_separate()).as_slice() {
        [] => return unsatisfiable(response, length),
        [range] => {
            headers.insert(CONTENT_RANGE, multipart::content_range(range, length));
            *response.body_mut() = RB::from(ranged.source().read(range.clone()));
        }
        ranges => {
            let content_type = headers.get(CONTENT_TYPE).cloned();
            let (boundary, body) = multipart::body(&ranged, ranges, content_type.as_ref());
            headers.insert(CONTENT_TYPE, boundary);
            *response.body_mut() = RB::from(body);
        }
    }
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    response.extensions_mut().insert(unsent);
    response
}

/// Whether the client has a part of the current version. Only a strong validator proves that: a tag by strong
/// comparison, or a time more than a second before the content was sent (RFC 9110 section 8.8.2.2).
fn is_current(version: &HeaderValue, headers: &HeaderMap) -> bool {
    if version.as_bytes().ends_with(b"\"") {
        return headers
            .get(ETAG)
            .is_some_and(|etag| etag == version && !etag.as_bytes().starts_with(b"W/"));
    }
    match (date(version), headers.get(LAST_MODIFIED).and_then(date)) {
        (Some(version), Some(modified)) => {
            let age = SystemTime::now().duration_since(modified);
            version == modified && age.is_ok_and(|age| age >= Duration::from_secs(1))
        }
        _ => false,
    }
}

/// The ranges that lie within the content. `None`, so that the header is ignored, if it is malformed, has another unit
/// or asks for too much.
fn read(header: &str, length: u64) -> Option<Vec<Range<u64>>> {
    let (unit, set) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let mut ranges = Vec::new();
    // Empty elements of a list are skipped (RFC 9110 section 5.6.1).
    let specs = set
        .split(',')
        .map(str::trim)
        .filter(|spec| !spec.is_empty());
    let mut count = 0;
    for spec in specs {
        count += 1;
        if count > MOST {
            return None;
        }
        let (first, last) = spec.split_once('-')?;
        let range = match (number(first)?, number(last)?) {
            (None, None) => return None,
            // The last bytes of empty content are the whole (RFC 9110 section 14.1.2), which no `Content-Range` can
            // express.
            (None, Some(suffix)) if length == 0 && suffix > 0 => return None,
            (None, Some(suffix)) => length.saturating_sub(suffix)..length,
            (Some(first), None) => first..length,
            (Some(first), Some(last)) if last < first => return None,
            (Some(first), Some(last)) => first..last.saturating_add(1).min(length),
        };
        if range.start < range.end {
            ranges.push(range);
        }
    }
    (count > 0).then_some(ranges)
}

/// A position, or none. One that is too large for a `u64` lies behind any content.
fn number(digits: &str) -> Option<Option<u64>> {
    if digits.is_empty() {
        return Some(None);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Some(digits.parse().unwrap_or(u64::MAX)))
}

/// Merges ranges that overlap, so that no byte is sent twice, or nearly meet, unless they are to be separate. The others keep
/// their order.
fn coalesced(ranges: Vec<Range<u64>>, is_separate: bool) -> Vec<Range<u64>> {
    let gap = if is_separate { 0 } else { GAP };
    let meet = |end: u64, start: u64| start < end.saturating_add(gap);
    let mut sorted = ranges.clone();
    sorted.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<u64>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if meet(last.end, range.start) => {
                last.end = last.end.max(range.end);
            }
            _ => merged.push(range),
        }
    }
    if merged.len() == ranges.len() {
        ranges
    } else {
        merged
    }
}

fn unsatisfiable<RB: From<Body>>(response: http::Response<RB>, length: u64) -> http::Response<RB> {
    let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE)
        .code("range_not_satisfiable")
        .header(CONTENT_RANGE, format!("bytes */{length}"));
    replaced::by_problem(response, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first byte of each range, and the byte after its last.
    fn asked(header: &str) -> Option<Vec<(u64, u64)>> {
        asked_with(header, false)
    }

    fn asked_with(header: &str, is_separate: bool) -> Option<Vec<(u64, u64)>> {
        let ranges = coalesced(read(header, 1000)?, is_separate);
        Some(
            ranges
                .iter()
                .map(|range| (range.start, range.end))
                .collect(),
        )
    }

    #[test]
    fn a_range_ends_where_the_content_does() {
        assert_eq!(asked("bytes=0-499"), Some(vec![(0, 500)]));
        assert_eq!(asked("bytes=500-"), Some(vec![(500, 1000)]));
        assert_eq!(asked("bytes=-10"), Some(vec![(990, 1000)]));
        assert_eq!(asked("bytes=-5000"), Some(vec![(0, 1000)]));
        assert_eq!(
            asked("bytes=900-99999999999999999999999"),
            Some(vec![(900, 1000)])
        );
        assert_eq!(asked("Bytes=0-0"), Some(vec![(0, 1)]));
    }

    #[test]
    fn a_range_behind_the_content_is_none_of_it() {
        assert_eq!(asked("bytes=1000-"), Some(vec![]));
        assert_eq!(asked("bytes=-0"), Some(vec![]));
        assert_eq!(asked("bytes=1000-2000,0-0"), Some(vec![(0, 1)]));
    }

    #[test]
    fn the_last_bytes_of_nothing_are_the_whole() {
        assert_eq!(read("bytes=-5", 0), None);
        assert_eq!(read("bytes=0-0,-5", 0), None);
        assert_eq!(read("bytes=-0", 0), Some(Vec::new()));
        assert_eq!(read("bytes=0-", 0), Some(Vec::new()));
    }

    #[test]
    fn what_is_malformed_is_ignored() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=a-b",
            "bytes=5-1",
            "bytes=-",
            "lines=0-1",
            "bytes=0-1;2",
            "bytes=+1-2",
            "bytes=0-1,x",
        ] {
            assert_eq!(asked(header), None, "{header}");
        }
    }

    #[test]
    fn overlapping_ranges_become_one() {
        assert_eq!(asked("bytes=0-499,400-599"), Some(vec![(0, 600)]));
        assert_eq!(asked("bytes=0-0,2-2,4-4"), Some(vec![(0, 5)]));
        assert_eq!(
            asked("bytes=900-999,0-99"),
            Some(vec![(900, 1000), (0, 100)])
        );
    }

    #[test]
    fn ranges_are_one_up_to_a_gap_of_79_bytes() {
        assert_eq!(asked("bytes=0-9,89-99"), Some(vec![(0, 100)]));
        assert_eq!(asked("bytes=0-9,90-99"), Some(vec![(0, 10), (90, 100)]));
    }

    #[test]
    fn separate_ranges_are_one_only_if_they_overlap() {
        let separate = |header| asked_with(header, true);
        assert_eq!(separate("bytes=0-9,10-19"), Some(vec![(0, 10), (10, 20)]));
        assert_eq!(separate("bytes=0-9,9-19"), Some(vec![(0, 20)]));
        assert_eq!(separate("bytes=20-29,0-9"), Some(vec![(20, 30), (0, 10)]));
    }

    #[test]
    fn too_many_ranges_are_ignored() {
        let many = vec!["0-"; MOST + 1].join(",");
        assert_eq!(asked(&format!("bytes={many}")), None);
    }
}
