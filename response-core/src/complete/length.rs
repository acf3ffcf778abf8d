//! `Content-Length`.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;

/// The number of lengths whose texts are there already.
const SHORT: usize = 4096;

/// The digits of these lengths, four for each.
static DIGITS: [u8; 4 * SHORT] = {
    let mut digits = [b'0'; 4 * SHORT];
    let mut at = 0;
    while at < digits.len() {
        let mut rest = at / 4;
        let mut place = 4;
        while rest > 0 {
            place -= 1;
            digits[at + place] += (rest % 10) as u8;
            rest /= 10;
        }
        at += 4;
    }
    digits
};

/// Adds the length of the body, if it is known and no header says it.
pub(super) fn complete<RB: http_body::Body>(response: &mut http::Response<RB>) {
    if let Some(length) = response.body().size_hint().exact() {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert_with(|| content_length(length));
    }
}

/// A length as a header, without an allocation for that of a small body.
pub(super) fn content_length(length: u64) -> HeaderValue {
    let short = usize::try_from(length).ok().filter(|short| *short < SHORT);
    let digits = short.and_then(|short| {
        let zeros = match short {
            0..10 => 3,
            10..100 => 2,
            100..1000 => 1,
            _ => 0,
        };
        let digits = Bytes::from_static(DIGITS.get(4 * short + zeros..4 * short + 4)?);
        HeaderValue::from_maybe_shared(digits).ok()
    });
    digits.unwrap_or_else(|| length.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_in_digits() {
        for length in [0, 7, 10, 99, 100, 999, 1000, 4095, 4096, u64::MAX] {
            assert_eq!(content_length(length), length.to_string());
        }
    }
}
