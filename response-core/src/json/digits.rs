//! Numbers as text, eight digits at a time: a word holds them in the order of its little-endian bytes.

/// The first number with more than eight digits.
pub(super) const EIGHT: u64 = 100_000_000;

const ZEROS: u64 = u64::from_le_bytes(*b"00000000");

/// The values of eight digits, for a number below [`EIGHT`]: halved into fours, pairs and digits at once.
#[inline]
const fn values(number: u64) -> u64 {
    let number = number as u32;
    let fours = (number / 10_000) as u64 | ((number % 10_000) as u64) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | (fours - hundreds * 100) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (pairs - tens * 10) << 8
}

/// A number below [`EIGHT`] without leading zeros, and how many digits that is.
#[inline]
pub(super) const fn up_to_eight(number: u64) -> (u64, usize) {
    let values = values(number);
    // The last digit is written even if it is 0.
    let leading = (values | 1 << 56).trailing_zeros() & !7;
    ((values | ZEROS) >> leading, 8 - leading as usize / 8)
}

/// A number below [`EIGHT`] with its leading zeros.
#[inline]
pub(super) const fn eight(number: u64) -> u64 {
    values(number) | ZEROS
}

/// A number below 100 without leading zeros, and how many digits that is.
#[inline]
pub(super) const fn up_to_two(number: u64) -> (u64, usize) {
    if number < 10 {
        (number | 0x30, 1)
    } else {
        (two(number as u32), 2)
    }
}

/// The two digits of a number below 100.
#[inline]
pub(super) const fn two(number: u32) -> u64 {
    let tens = (number * 103) >> 10;
    (tens | (number - tens * 10) << 8 | 0x3030) as u64
}

/// A number of hundredths below a million, as most prices are: no other decimal of so few digits is the same float, so
/// it is the shortest.
#[inline]
pub(super) fn hundredths(value: f64) -> Option<(u128, usize)> {
    let magnitude = value.abs();
    let count = (magnitude * 100.0 + 0.5) as u32;
    let is_exact = f64::from(count) / 100.0 == magnitude;
    if count >= 100_000_000 || !is_exact || count == 0 && value.is_sign_negative() {
        return None;
    }
    let (whole, length) = up_to_eight(u64::from(count / 100));
    let hundredths = count % 100;
    let fraction = u128::from(u64::from(b'.') | two(hundredths) << 8) << (8 * length);
    let digits = u128::from(whole) | fraction;
    let length = length + 3 - usize::from(hundredths.is_multiple_of(10));
    if value.is_sign_negative() {
        Some((digits << 8 | u128::from(b'-'), length + 1))
    } else {
        Some((digits, length))
    }
}
