use http::header::Entry;
use http::{HeaderName, HeaderValue, Request};

/// Where proxies and servers write the id of a request.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Ids are logged and sent back, so they are short and visible: a UUID has 36 characters.
const LONGEST: usize = 128;

/// The id, if it is one: 1 to 128 visible characters of ASCII.
pub(super) fn read(id: &HeaderValue) -> Option<&str> {
    let is_good =
        (1..=LONGEST).contains(&id.len()) && id.as_bytes().iter().all(u8::is_ascii_graphic);
    id.to_str().ok().filter(|_| is_good)
}

/// Takes `x-request-id` from a request unless it is one id of 1 to 128 visible characters of ASCII, so that the next
/// layer makes a new one: whatever a client writes there gets into logs.
///
/// `Api` does this before it sets the ids that are missing.
#[must_use]
pub fn distrust_request_id<B>(mut request: Request<B>) -> Request<B> {
    if let Entry::Occupied(ids) = request.headers_mut().entry(X_REQUEST_ID) {
        let mut all = ids.iter();
        let is_good = all.next().is_some_and(|id| read(id).is_some()) && all.next().is_none();
        if !is_good {
            ids.remove_entry_mult();
        }
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusted(ids: &[&[u8]]) -> bool {
        let mut request = Request::new(());
        for id in ids {
            let id = HeaderValue::from_bytes(id).unwrap();
            request.headers_mut().append(X_REQUEST_ID, id);
        }
        distrust_request_id(request)
            .headers()
            .contains_key(X_REQUEST_ID)
    }

    #[test]
    fn an_id_is_visible_and_short() {
        assert!(trusted(&[b"0195f0c2-7d3e-7cc0-98c4-dc0c0c07398f"]));
        assert!(trusted(&[&[b'a'; LONGEST]]));
        for hostile in [&b""[..], b"a b", b"a\tb", b"\xc3\xa9", &[b'a'; LONGEST + 1]] {
            assert!(!trusted(&[hostile]), "{hostile:?}");
        }
    }

    #[test]
    fn two_ids_are_none() {
        assert!(!trusted(&[b"a", b"b"]));
    }
}
