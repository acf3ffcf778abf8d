//! Strings, escaped as `serde_json` escapes them.

use std::mem::MaybeUninit;

/// For each byte its escape, and behind it how long that is; 0 for a byte that stands for itself.
static ESCAPES: [[u8; 8]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut escapes = [[0; 8]; 256];
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

/// The escape of a byte that needs one, and how long it is.
#[inline]
pub(super) fn escape_of(byte: u8) -> (&'static [u8; 8], usize) {
    let escape = &ESCAPES[usize::from(byte)];
    (escape, usize::from(escape[7] & 7))
}

/// A text of less than 16 bytes, filled up with spaces.
pub(super) fn padded(text: &[u8]) -> [u8; 16] {
    let mut chunk = [b' '; 16];
    chunk[..text.len()].copy_from_slice(text);
    chunk
}

/// How many bytes of a chunk stand for themselves before the first that does not.
#[inline]
pub(super) fn plain_in(chunk: &[u8; 16]) -> usize {
    escaped_in(chunk).trailing_zeros().min(16) as usize
}

/// The bit of each byte that has to be escaped.
#[cfg(target_arch = "x86_64")]
#[inline]
fn escaped_in(chunk: &[u8; 16]) -> u32 {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set1_epi8, _mm_xor_si128,
    };

    // SAFETY: every x86_64 has SSE2, and the load is of the 16 bytes of the chunk.
    unsafe {
        let bytes = _mm_loadu_si128(chunk.as_ptr().cast());
        // Without its second bit a quote is a space, and what is not more than a space is a control or a quote.
        let folded = _mm_xor_si128(bytes, _mm_set1_epi8(2));
        let low = _mm_cmpeq_epi8(_mm_min_epu8(folded, _mm_set1_epi8(0x20)), folded);
        let backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'\\'.cast_signed()));
        _mm_movemask_epi8(_mm_or_si128(low, backslash)).cast_unsigned()
    }
}

/// The bit of the first byte that has to be escaped.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn escaped_in(chunk: &[u8; 16]) -> u32 {
    let first = |flags: u64| 1 << (flags.trailing_zeros() / 8);
    match halves(chunk).map(escaped_in_word) {
        [0, 0] => 0,
        [0, high] => first(high) << 8,
        [low, _] => first(low),
    }
}

/// The highest bit of each byte that has to be escaped; only the lowest of the bits is exact.
#[inline]
const fn escaped_in_word(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // Without its second bit a quote is a space.
    let low = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (low | backslash) & !word & (ONES * 0x80)
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn halves(chunk: &[u8; 16]) -> [u64; 2] {
    let whole = u128::from_le_bytes(*chunk);
    [whole as u64, (whole >> 64) as u64]
}

#[inline]
fn store<const N: usize>(to: Option<&mut [MaybeUninit<u8>; N]>, bytes: &[u8; N]) {
    *to.expect("as long as the text") = bytes.map(MaybeUninit::new);
}

/// Fills `to`, which is as long, with the bytes.
pub(super) fn copy(bytes: &[u8], to: &mut [MaybeUninit<u8>]) {
    assert_eq!(bytes.len(), to.len());
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            store(to.first_chunk_mut(), first);
            store(to.last_chunk_mut(), last);
        }
        _ => {
            to.write_copy_of_slice(bytes);
        }
    }
}

/// Fills the first bytes of `to`, which is as long as the text, with what stands before the first byte that has to be
/// escaped, or a little less; answers with how many bytes that is.
///
/// [`Out`](super::Out) relies on it that so many bytes have been written.
#[inline]
pub(super) fn copy_plain(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    if text.len() < LONG {
        copy_short(text, to)
    } else {
        copy_large(text, to)
    }
}

/// Texts of at least so many bytes are worth asking what the processor can do.
const LONG: usize = 256;

#[inline(never)]
fn copy_large(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has been asked.
        let copied = unsafe { copy_long(text, to) };
        return copied + copy_short(&text[copied..], &mut to[copied..]);
    }
    copy_short(text, to)
}

#[inline]
fn copy_short(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    let length = text.len();
    assert_eq!(length, to.len());
    if let (Some(first), Some(last)) = (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        if length <= 32 {
            let escaped = escaped_in(first);
            store(to.first_chunk_mut(), first);
            if escaped != 0 {
                return 0;
            }
        } else {
            let copied = copy_chunks(text, to);
            if copied + 16 <= length {
                return copied;
            }
        }
        let escaped = escaped_in(last);
        store(to.last_chunk_mut(), last);
        return if escaped == 0 { length } else { length - 16 };
    }
    let escaped = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        store::<8>(to.first_chunk_mut(), first);
        store::<8>(to.last_chunk_mut(), last);
        escaped_in_word(u64::from_le_bytes(*first)) | escaped_in_word(u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        store::<4>(to.first_chunk_mut(), first);
        store::<4>(to.last_chunk_mut(), last);
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        escaped_in_word(first | last << 32)
    } else if let ([first, ..], [.., last]) = (text, text) {
        let middle = &text[length / 2];
        to[0].write(*first);
        to[length / 2].write(*middle);
        to[length - 1].write(*last);
        let [first, middle, last] = [first, middle, last].map(|byte| u64::from(*byte));
        escaped_in_word(SPACES | first | middle << 8 | last << 16)
    } else {
        0
    };
    if escaped == 0 { length } else { 0 }
}

/// A word whose first three bytes are still to come.
const SPACES: u64 = u64::from_le_bytes(*b"\0\0\0     ");

/// Copies chunk after chunk as long as each is plain.
#[inline]
fn copy_chunks(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
    let mut copied = 0;
    for (chunk, to) in text.as_chunks().0.iter().zip(to.as_chunks_mut().0) {
        let escaped = escaped_in(chunk);
        store(Some(to), chunk);
        if escaped != 0 {
            break;
        }
        copied += chunk.len();
    }
    copied
}

/// [`copy_chunks`] in steps of 64 bytes, for long texts.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn copy_long(text: &[u8], to: &mut [MaybeUninit<u8>]) -> usize {
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
