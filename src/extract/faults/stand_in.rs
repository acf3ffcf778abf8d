//! Stand-ins for a missing or bad value. A type may refuse the first, so there are several.

use serde::de::Visitor;

use super::failure::Failure;

/// The number of stand-ins that are tried.
pub(super) const ATTEMPTS: usize = 10;

const LONG: &str = const {
    match std::str::from_utf8(&[b'~'; 4096]) {
        Ok(text) => text,
        Err(_) => "",
    }
};

const TEXTS: [&str; ATTEMPTS] = [
    "",
    LONG,
    "stand-in",
    "stand-in@example.com",
    "0",
    "https://example.com/stand-in",
    "2000-02-29",
    "2000-02-29T12:00:00Z",
    "00000000-0000-4000-8000-000000000000",
    "Stand-in 0!",
];

pub(super) fn text(attempt: usize) -> &'static str {
    TEXTS.get(attempt).copied().unwrap_or_default()
}

/// The number, which every integer type can hold; the second is outside the range that most types want.
pub(super) fn integer(attempt: usize) -> u8 {
    [0, 127, 1, 2, 5, 10, 18, 42, 64, 100][attempt.min(ATTEMPTS - 1)]
}

/// For a type that accepts any value.
pub(super) fn any<'a, V: Visitor<'a>>(attempt: usize, visitor: V) -> Result<V::Value, Failure> {
    match attempt {
        0 => visitor.visit_unit(),
        1 => visitor.visit_str(""),
        2 => visitor.visit_u64(0),
        3 => visitor.visit_bool(false),
        _ => visitor.visit_str(text(attempt)),
    }
}
