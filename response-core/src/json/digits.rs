//! Numbers as text, eight digits at a time in a little-endian word.

/// The first number with more than eight digits.
pub(super) const EIGHT: u64 = 100_000_000;

const ZEROS: u64 = u64::from_le_bytes(*b"00000000");

/// The two digits of each number below 100; padded to 128 entries, so that a bit mask can index it.
static PAIRS: [[u8; 2]; 128] = {
    let mut pairs = [[0; 2]; 128];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

/// The values of eight digits, for a number below [`EIGHT`]: halved into fours, pairs and digits at once. Each half is
/// `high + ((low - high * base) << width)`, with the two products of `high` in one.
#[inline]
const fn values(number: u64) -> u64 {
    let number = number as u32;
    let fours = (number / 10_000) as u64 | ((number % 10_000) as u64) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = (fours << 16).wrapping_sub(hundreds * ((100 << 16) - 1));
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    (pairs << 8).wrapping_sub(tens * ((10 << 8) - 1))
}

/// A number below [`EIGHT`] without leading zeros, and its number of digits.
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

/// The two digits of a number below 100.
#[inline]
pub(super) fn two(number: u32) -> [u8; 2] {
    PAIRS[number as usize % PAIRS.len()]
}

/// A number below 100 without leading zeros, and its number of digits.
#[inline]
pub(super) fn up_to_two(number: u64) -> (u64, usize) {
    if number < 10 {
        (number | 0x30, 1)
    } else {
        (pair(number as u32), 2)
    }
}

/// [`two`] as a word.
#[inline]
pub(super) fn pair(number: u32) -> u64 {
    u64::from(u16::from_le_bytes(two(number)))
}

/// A float that is a number of thousandths below four million, as most prices and measurements are.
pub(super) struct Thousandths {
    pub is_negative: bool,
    count: u32,
}

impl Thousandths {
    /// No other decimal of up to fifteen digits gives the same float, so this one is the shortest.
    #[inline]
    pub(super) fn of(value: f64) -> Option<Self> {
        let magnitude = value.abs();
        let count = (magnitude * 1000.0 + 0.5) as u32;
        let is_exact = f64::from(count) / 1000.0 == magnitude;
        let is_negative = value.is_sign_negative();
        let is_negative_zero = count == 0 && is_negative;
        (is_exact && !is_negative_zero).then_some(Self { is_negative, count })
    }

    #[inline]
    pub(super) fn whole(&self) -> u64 {
        u64::from(self.count / 1000)
    }

    /// The point and the digits after it: at least one digit, and no trailing zeros after that.
    #[inline]
    pub(super) fn fraction(&self) -> (u64, usize) {
        let thousandths = self.count % 1000;
        let digits = pair(thousandths / 10) | u64::from((thousandths % 10) | 0x30) << 16;
        let values = digits ^ 0x0030_3030;
        let length = 2 + usize::from(values > 0xff) + usize::from(values > 0xffff);
        (u64::from(b'.') | digits << 8, length)
    }
}
