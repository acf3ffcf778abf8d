//! Literals that are computed when the macro runs: keys, names and hashes.

use proc_macro2::Literal;

/// `,"name":`
pub fn key(name: &str) -> Literal {
    Literal::byte_string(format!(",{}:", quoted(name)).as_bytes())
}

/// `{"name":`
pub fn opening_key(name: &str) -> Literal {
    Literal::byte_string(format!("{{{}:", quoted(name)).as_bytes())
}

/// `,"name":"value"`
pub fn member(name: &str, value: &str) -> Literal {
    Literal::byte_string(format!(",{}:{}", quoted(name), quoted(value)).as_bytes())
}

/// `,"name":null`
pub fn null_member(name: &str) -> Literal {
    Literal::byte_string(format!(",{}:null", quoted(name)).as_bytes())
}

/// `"value"`
pub fn string(value: &str) -> Literal {
    Literal::byte_string(quoted(value).as_bytes())
}

/// The length of [`key`].
pub fn key_length(name: &str) -> usize {
    quoted(name).len() + 2
}

/// A string in quotes, escaped as `serde_json` escapes it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\u{8}' => quoted.push_str("\\b"),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            '\u{c}' => quoted.push_str("\\f"),
            '\r' => quoted.push_str("\\r"),
            '\0'..='\u{1f}' => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// 64 bit FNV-1a: the same as `field_hash` in `response-core`.
pub fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
