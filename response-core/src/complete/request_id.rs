//! The request id: `x-request-id`, in requests and responses.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header in which proxies and servers send the id of a request.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The maximum length of an id, which is logged and sent back. A UUID has 36 characters.
const LONGEST: usize = 128;

/// Returns the id if it is valid: 1 to 128 visible ASCII characters.
pub(super) fn read(id: &HeaderValue) -> Option<&str> {
    let is_good =
        (1..=LONGEST).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic);
    id.to_str().ok().filter(|_| is_good)
}

/// The id of a request, if it has exactly one and that is valid. Otherwise a new one, since what a client sends here
/// ends up in logs. The id replaces the header of the request.
pub(super) fn of(headers: &mut HeaderMap) -> HeaderValue {
    let mut all = headers.get_all(X_REQUEST_ID).iter();
    match (all.next(), all.next()) {
        (Some(id), None) if read(id).is_some() => id.clone(),
        _ => {
            let id = new();
            headers.insert(X_REQUEST_ID, id.clone());
            id
        }
    }
}

/// A UUID of version 4 (RFC 9562 section 5.4): unique, but not secret. It comes from a counter that starts at a random
/// number of the system: asking the system for each request would cost more than everything else in this layer.
fn new() -> HeaderValue {
    static FIRST: LazyLock<[u64; 2]> = LazyLock::new(|| {
        let system = RandomState::new();
        [0, 1].map(|half| system.hash_one(half))
    });
    static REQUESTS: AtomicU64 = AtomicU64::new(0);
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let [high, low] = FIRST.map(|first| u128::from(mixed(first, number)));
    let text = uuid(high << 64 | low);
    HeaderValue::from_bytes(&text).unwrap_or(HeaderValue::from_static("unknown"))
}

/// `SplitMix64` (Steele, Lea and Flood 2014): different numbers give different results.
const fn mixed(first: u64, number: u64) -> u64 {
    let mut bits = first.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

/// `xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx`, with these bits except for the version and the variant.
fn uuid(bits: u128) -> [u8; 36] {
    const VERSION: u128 = 0xf << 76;
    const VARIANT: u128 = 0b11 << 62;
    let bits = bits & !VERSION & !VARIANT | 4 << 76 | 0b10 << 62;
    let mut text = [b'-'; 36];
    let mut left = bits.to_be_bytes().into_iter();
    for group in [0..8, 9..13, 14..18, 19..23, 24..36] {
        for (digits, byte) in text[group].chunks_exact_mut(2).zip(&mut left) {
            digits.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
    text
}

const fn digit(value: u8) -> u8 {
    value + if value < 10 { b'0' } else { b'a' - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The id that a request with these ids gets.
    fn id_of(ids: &[&[u8]]) -> String {
        let mut headers = HeaderMap::new();
        for id in ids {
            headers.append(X_REQUEST_ID, HeaderValue::from_bytes(id).unwrap());
        }
        let id = of(&mut headers);
        assert_eq!(
            headers.get_all(X_REQUEST_ID).iter().collect::<Vec<_>>(),
            [&id]
        );
        id.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_visible_and_short_id_is_kept() {
        for good in [
            "r-1",
            "0195f0c2-7d3e-7cc0-98c4-dc0c0c07398f",
            &"a".repeat(LONGEST),
        ] {
            assert_eq!(id_of(&[good.as_bytes()]), good);
        }
    }

    #[test]
    fn any_other_is_replaced() {
        for hostile in [&b""[..], b"a b", b"a\tb", b"\xc3\xa9", &[b'a'; LONGEST + 1]] {
            assert_eq!(id_of(&[hostile]).len(), 36, "{hostile:?}");
        }
    }

    #[test]
    fn two_ids_are_none() {
        assert_eq!(id_of(&[b"a", b"b"]).len(), 36);
    }

    #[test]
    fn a_new_id_is_a_random_uuid() {
        let text = |bits| String::from_utf8(uuid(bits).to_vec()).unwrap();
        assert_eq!(text(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(text(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            text(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn no_two_requests_have_one_id() {
        let ids: std::collections::HashSet<_> = (0..1000).map(|_| id_of(&[])).collect();
        assert_eq!(ids.len(), 1000);
    }
}
