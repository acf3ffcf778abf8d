//! Strings, escaped as `serde_json` escapes them.

use std::mem::MaybeUninit;

/// For each byte its escape, or the byte itself, followed by the length.
static ESCAPES: [[u8; 8]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut escapes = [[0; 8]; 256];
    let mut plain = 0;
    while plain < escapes.len() {
        escapes[plain] = [plain as u8, 0, 0, 0, 0, 0, 0, 1];
        plain += 1;
    }
    let mut control = 0;
    while control < 0x20 {
        let (high, low) = (DIGITS[control >> 4], DIGITS[control & 15]);
        escapes[control] = [b'\\', b'u', b'0', b'0', high, low, 0, 6];
        control += 1;
    }
    let named = *b"\x08b\tt\nn\x0cf\rr\"\"\\\\";
    let mut index = 0;
    while index < named.len() {
        escapes[named[index] as usize] = [b'\\', named[index + 1], 0, 0, 0, 0, 0, 2];
        index += 2;
    }
    escapes
};

/// The longest escape.
pub(super) const ESCAPE: usize = 6;

/// The escape of a byte, or the byte itself, and its length.
#[inline]
pub(super) fn escape_of(byte: u8) -> (&'static [u8; 8], usize) {
    let escape = &ESCAPES[usize::from(byte)];
    (escape, usize::from(escape[7] & 7))
}

/// How many bytes are searched for escapes at once.
pub(super) const WIDE: usize = 32;

/// The positions in the first half of a chunk of bytes that have to be escaped.
#[inline]
pub(super) fn escaped_bits(chunk: &[u8; 2 * WIDE]) -> impl Iterator<Item = usize> {
    let mut bits = match chunk.as_chunks().0 {
        [first, second, ..] => find::escaped_in(first) | find::escaped_in(second) << 16,
        _ => 0,
    };
    std::iter::from_fn(move || {
        let next = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        next
    })
}

/// Fills a chunk with a text of at most [`WIDE`] bytes, followed by spaces.
#[inline]
pub(super) fn fill(chunk: &mut [u8; 2 * WIDE], text: &[u8]) {
    #[inline]
    fn ends<const N: usize>(to: &mut [u8], text: &[u8]) -> bool {
        let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else {
            return false;
        };
        to[..N].copy_from_slice(first);
        to[text.len() - N..].copy_from_slice(last);
        true
    }

    *chunk = [b' '; 2 * WIDE];
    let to = &mut chunk[..text.len()];
    if ends::<16>(to, text) || ends::<8>(to, text) || ends::<4>(to, text) {
        return;
    }
    if let ([first, ..], [.., last]) = (text, text) {
        let middle = text.len() / 2;
        to[0] = *first;
        to[middle] = text[middle];
        to[text.len() - 1] = *last;
    }
}

/// The bytes of a chunk from `start`, which is in its first half or directly after it.
#[inline]
pub(super) fn wide_from(chunk: &[u8; 2 * WIDE], start: usize) -> &[u8; WIDE] {
    chunk[start..].first_chunk().expect("in the first half")
}

/// The search with SSE2, which every `x86_64` has.
#[cfg(target_arch = "x86_64")]
mod find {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8, _mm_xor_si128,
    };

    /// Sets all bits of each byte that has to be escaped.
    #[inline]
    fn escaped(bytes: __m128i) -> __m128i {
        // SAFETY: there is SSE2.
        unsafe {
            // Without its second bit a quote is a space, and what is not more than a space is a control or a quote.
            let folded = _mm_xor_si128(bytes, _mm_set1_epi8(2));
            let low = _mm_cmpeq_epi8(_mm_min_epu8(folded, _mm_set1_epi8(0x20)), folded);
            let backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'\\'.cast_signed()));
            _mm_or_si128(low, backslash)
        }
    }

    #[inline]
    fn bits(bytes: __m128i) -> u32 {
        // SAFETY: there is SSE2.
        unsafe { _mm_movemask_epi8(bytes) }.cast_unsigned()
    }

    #[inline]
    fn load(chunk: &[u8; 16]) -> __m128i {
        // SAFETY: there is SSE2, and the load is of the 16 bytes of the chunk.
        unsafe { _mm_loadu_si128(chunk.as_ptr().cast()) }
    }

    /// The bit of each byte that has to be escaped.
    #[inline]
    pub fn escaped_in(chunk: &[u8; 16]) -> u32 {
        bits(escaped(load(chunk)))
    }

    /// Whether a byte of either has to be escaped.
    #[inline]
    pub fn any_in(first: &[u8; 16], second: &[u8; 16]) -> bool {
        let (first, second) = (load(first), load(second));
        // SAFETY: there is SSE2.
        unsafe {
            let backslash = _mm_set1_epi8(b'\\'.cast_signed());
            let backslashes = _mm_or_si128(
                _mm_cmpeq_epi8(first, backslash),
                _mm_cmpeq_epi8(second, backslash),
            );
            let two = _mm_set1_epi8(2);
            let folded = _mm_min_epu8(_mm_xor_si128(first, two), _mm_xor_si128(second, two));
            let low = _mm_cmpeq_epi8(_mm_min_epu8(folded, _mm_set1_epi8(0x20)), folded);
            bits(_mm_or_si128(low, backslashes)) != 0
        }
    }

    /// [`any_in`] of half as many bytes.
    #[inline]
    pub fn any_in_words(first: u64, second: u64) -> bool {
        // SAFETY: there is SSE2.
        let both = unsafe { _mm_set_epi64x(second.cast_signed(), first.cast_signed()) };
        bits(escaped(both)) != 0
    }
}

/// The search with ordinary words.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[cfg_attr(target_arch = "x86_64", allow(dead_code))]
mod find_in_words {
    const ONES: u64 = u64::MAX / 255;

    /// The highest bit of each byte that has to be escaped.
    #[inline]
    const fn escaped(word: u64) -> u64 {
        const LOW: u64 = ONES * 0x7f;
        // Without its second bit a quote is a space, and what is not more than a space is a control or a quote.
        let above_space = ((word ^ (ONES * 2)) & LOW) + ONES * (0x7f - 0x20);
        let no_backslash = ((word ^ (ONES * b'\\' as u64)) & LOW) + LOW;
        !(above_space & no_backslash | word) & !LOW
    }

    #[inline]
    fn words(chunk: &[u8; 16]) -> [u64; 2] {
        let whole = u128::from_le_bytes(*chunk);
        [whole as u64, (whole >> 64) as u64]
    }

    /// The bit of each byte that has to be escaped.
    #[inline]
    pub fn escaped_in(chunk: &[u8; 16]) -> u32 {
        // The multiplication moves the highest bit of each byte into the highest byte.
        let [low, high] = words(chunk)
            .map(|word| ((escaped(word) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32);
        low | high << 8
    }

    /// Whether a byte of either has to be escaped.
    #[inline]
    pub fn any_in(first: &[u8; 16], second: &[u8; 16]) -> bool {
        let ([first, second], [third, fourth]) = (words(first), words(second));
        any_in_words(first, second) || any_in_words(third, fourth)
    }

    /// [`any_in`] of half as many bytes.
    #[inline]
    pub fn any_in_words(first: u64, second: u64) -> bool {
        escaped(first) | escaped(second) != 0
    }
}

#[cfg(not(target_arch = "x86_64"))]
use find_in_words as find;

#[inline]
fn store<const N: usize>(to: Option<&mut [MaybeUninit<u8>; N]>, bytes: &[u8; N]) {
    *to.expect("as long as the text") = bytes.map(MaybeUninit::new);
}

/// Fills `to`, which has the same length, with the bytes.
#[inline]
pub(super) fn copy(bytes: &[u8], to: &mut [MaybeUninit<u8>]) {
    assert_eq!(bytes.len(), to.len());
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>())
        && bytes.len() <= 32
    {
        store(to.first_chunk_mut(), first);
        store(to.last_chunk_mut(), last);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
        && bytes.len() <= 16
    {
        store(to.first_chunk_mut(), first);
        store(to.last_chunk_mut(), last);
    } else {
        // SAFETY: a `MaybeUninit<u8>` has the layout of a `u8`, and may be any byte. (`write_copy_of_slice` needs Rust 1.93.)
        let bytes = unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) };
        to.copy_from_slice(bytes);
    }
}

/// The longest text that [`copy_short`] accepts.
pub(super) const SHORT: usize = 32;

/// Fills `to`, which has the same length, with a text of at most [`SHORT`] bytes; returns whether no byte has to be
/// escaped.
///
/// [`Out`](super::Out) relies on all bytes being written if it returns `true`.
#[inline]
pub(super) fn copy_short(text: &[u8], to: &mut [MaybeUninit<u8>]) -> bool {
    let length = text.len();
    assert!(length == to.len() && length <= SHORT);
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (*first, *last);
        store(to.first_chunk_mut(), &first);
        store(to.last_chunk_mut(), &last);
        !find::any_in(&first, &last)
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        store(to.first_chunk_mut(), first);
        store(to.last_chunk_mut(), last);
        !find::any_in_words(u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        store(to.first_chunk_mut(), first);
        store(to.last_chunk_mut(), last);
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        let both = first | last << 32;
        !find::any_in_words(both, both)
    } else if let ([first, ..], [.., last]) = (text, text) {
        let middle = &text[length / 2];
        to[0].write(*first);
        to[length / 2].write(*middle);
        to[length - 1].write(*last);
        let [first, middle, last] = [first, middle, last].map(|byte| u64::from(*byte));
        let all = SPACES | first | middle << 8 | last << 16;
        !find::any_in_words(all, all)
    } else {
        true
    }
}

/// A word whose first three bytes are filled in later.
const SPACES: u64 = u64::from_le_bytes(*b"\0\0\0     ");

/// Fills the beginning of `to`, which has the same length as the text and is longer than [`SHORT`], with the bytes
/// before the first one that has to be escaped, or a few less; returns how many bytes that is.
///
/// [`Out`](super::Out) relies on this many bytes being written.
#[inline]
pub(super) fn copy_long(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    assert_eq!(text.len(), to.len());
    let mut copied = 0;
    for (chunk, to) in text.as_chunks().0.iter().zip(to.as_chunks_mut().0) {
        if !copy_plain(chunk, to) {
            return copied;
        }
        copied += chunk.len();
    }
    match (text.last_chunk(), to.last_chunk_mut()) {
        (Some(last), Some(to)) if copied < text.len() => {
            if copy_plain(last, to) {
                text.len()
            } else {
                copied
            }
        }
        _ => copied,
    }
}

/// From this length on, checking the features of the processor is worthwhile.
pub(super) const LARGE: usize = 256;

/// [`copy_long`] of a text of at least [`LARGE`] bytes.
#[inline]
pub(super) fn copy_large(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the feature.
        let copied = unsafe { copy_with_avx2(text, to) };
        return copied + copy_long(&text[copied..], &mut to[copied..]);
    }
    copy_long(text, to)
}

#[inline]
fn copy_plain(chunk: &[u8; WIDE], to: &mut [MaybeUninit<u8>; WIDE]) -> bool {
    let chunk = *chunk;
    store(Some(to), &chunk);
    match chunk.as_chunks().0 {
        [first, second] => !find::any_in(first, second),
        _ => false,
    }
}

/// [`copy_long`] in steps of 64 bytes.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn copy_with_avx2(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    use std::arch::x86_64::{
        _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_or_si256, _mm256_set1_epi8,
        _mm256_testz_si256, _mm256_xor_si256,
    };

    let escaped_in = |half: &[u8; 32]| {
        // SAFETY: the load is of the 32 bytes of the half.
        let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
        let folded = _mm256_xor_si256(bytes, _mm256_set1_epi8(2));
        let low = _mm256_cmpeq_epi8(_mm256_min_epu8(folded, _mm256_set1_epi8(0x20)), folded);
        let backslash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'\\'.cast_signed()));
        _mm256_or_si256(low, backslash)
    };
    let mut copied = 0;
    for (chunk, to) in text.as_chunks::<64>().0.iter().zip(to.as_chunks_mut().0) {
        store(Some(to), chunk);
        let escaped = match chunk.as_chunks().0 {
            [first, second] => _mm256_or_si256(escaped_in(first), escaped_in(second)),
            _ => break,
        };
        if _mm256_testz_si256(escaped, escaped) == 0 {
            break;
        }
        copied += chunk.len();
    }
    copied
}

#[test]
#[cfg(target_arch = "x86_64")]
fn words_find_what_sse2_finds() {
    let mut chunk = [b'x'; 16];
    for byte in 0..=u8::MAX {
        for at in 0..16 {
            chunk[at] = byte;
            chunk[(at * 7 + 3) % 16] = byte.wrapping_mul(37);
            assert_eq!(find::escaped_in(&chunk), find_in_words::escaped_in(&chunk));
            let any = find::any_in(&chunk, &[b' '; 16]);
            assert_eq!(any, find_in_words::any_in(&chunk, &[b' '; 16]));
            let [first, second] =
                [&chunk[..8], &chunk[8..]].map(|half| u64::from_le_bytes(half.try_into().unwrap()));
            assert_eq!(any, find::any_in_words(first, second));
            assert_eq!(any, find_in_words::any_in_words(first, second));
        }
    }
}
