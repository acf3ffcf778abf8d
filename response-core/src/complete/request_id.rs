//! The request id: `x-request-id`, in requests and responses.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
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

/// The id of a request, if it has exactly one and that is valid.
pub(super) fn given(headers: &HeaderMap) -> Option<&HeaderValue> {
    let first = headers.get(X_REQUEST_ID)?;
    let is_only = headers.get_all(X_REQUEST_ID).iter().nth(1).is_none();
    Some(first).filter(|id| is_only && read(id).is_some())
}

/// The id of a request, if it has exactly one and that is valid. Otherwise a new one, since what a client sends here
/// ends up in logs. The id replaces the header of the request.
pub(super) fn of(headers: &mut HeaderMap) -> HeaderValue {
    if let Some(id) = given(headers) {
        return id.clone();
    }
    let id = new();
    headers.insert(X_REQUEST_ID, id.clone());
    id
}

/// The number of ids that are made at once, in a block of about 1,000 bytes: larger blocks take longer to allocate.
const AT_ONCE: usize = 28;

/// The length of a UUID as text.
const LENGTH: usize = 36;

thread_local! {
    /// Ids that no request has yet. A header keeps the block alive that its id was cut from, about 1 kB.
    static READY: Cell<Bytes> = const { Cell::new(Bytes::new()) };
}

/// A UUID of version 4 (RFC 9562 section 5.4): unique, but not secret. It comes from a counter that starts at a random
/// number of the system: asking the system for each request would cost more than everything else in this layer.
pub(super) fn new() -> HeaderValue {
    let id = READY.try_with(|ready| {
        let mut ids = ready.take();
        let id = cut(&mut ids);
        ready.set(ids);
        id
    });
    // A thread that is about to end has lost its block.
    let id = id.unwrap_or_else(|_| cut(&mut Bytes::new()));
    HeaderValue::from_maybe_shared(id).unwrap_or(HeaderValue::from_static("unknown"))
}

/// The first of these ids, and of new ones if none is left.
fn cut(ids: &mut Bytes) -> Bytes {
    if ids.len() < LENGTH {
        *ids = made();
    }
    ids.split_to(LENGTH)
}

#[cold]
fn made() -> Bytes {
    static FIRST: LazyLock<[u64; 2]> = LazyLock::new(|| {
        let system = RandomState::new();
        [0, 1].map(|half| system.hash_one(half))
    });
    static REQUESTS: AtomicU64 = AtomicU64::new(0);
    let number = REQUESTS.fetch_add(AT_ONCE as u64, Ordering::Relaxed);
    let first = *FIRST;
    let mut ids = Vec::with_capacity(AT_ONCE * LENGTH);
    for next in 0..AT_ONCE as u64 {
        let number = number.wrapping_add(next);
        ids.extend_from_slice(&uuid(first.map(|first| mixed(first, number))));
    }
    ids.into()
}

/// `SplitMix64` (Steele, Lea and Flood 2014): different numbers give different results.
const fn mixed(first: u64, number: u64) -> u64 {
    let mut bits = first.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

/// `xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx`, with these bits except for the version and the variant.
fn uuid([high, low]: [u64; 2]) -> [u8; LENGTH] {
    const VERSION: u64 = 0xf << 12;
    const VARIANT: u64 = 0b11 << 62;
    let high = high & !VERSION | 4 << 12;
    let low = low & !VARIANT | 0b10 << 62;
    let [first, second, third, fourth] =
        [high >> 32, high, low >> 32, low].map(|word| hex(word & 0xffff_ffff));
    let mut text = [b'-'; LENGTH];
    text[..8].copy_from_slice(&first);
    text[9..13].copy_from_slice(&second[..4]);
    text[14..18].copy_from_slice(&second[4..]);
    text[19..23].copy_from_slice(&third[..4]);
    text[24..28].copy_from_slice(&third[4..]);
    text[28..].copy_from_slice(&fourth);
    text
}

/// The eight digits of a number of 32 bits, all at once.
const fn hex(word: u64) -> [u8; 8] {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let halves = (word | word << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (halves | halves << 8) & 0x00ff_00ff_00ff_00ff;
    let digits = (bytes | bytes << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    // A digit beyond 9 carries into the upper half of its byte.
    let letters = (digits + 6 * ONES) >> 4 & ONES;
    const TO_LETTER: u64 = (b'a' - b'0' - 10) as u64;
    (digits + 0x30 * ONES + letters * TO_LETTER).to_be_bytes()
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
        let text = |half| String::from_utf8(uuid([half; 2]).to_vec()).unwrap();
        assert_eq!(text(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(text(u64::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            text(0x0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn no_two_requests_have_one_id() {
        let ids: std::collections::HashSet<_> = (0..1000).map(|_| id_of(&[])).collect();
        assert_eq!(ids.len(), 1000);
    }

    #[test]
    fn no_two_requests_of_two_threads_have_one_id() {
        let some = || std::thread::spawn(|| (0..100).map(|_| id_of(&[])).collect::<Vec<_>>());
        let threads = [some(), some()];
        let ids = threads.map(|thread| thread.join().unwrap()).concat();
        assert_eq!(std::collections::HashSet::<_>::from_iter(ids).len(), 200);
    }
}
