//! Strings, escaped as `serde_json` escapes them.

/// For each byte: 0, or what stands behind the backslash; `u` is followed by four digits.
const ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        escapes[control] = b'u';
        control += 1;
    }
    escapes[0x08] = b'b';
    escapes[0x09] = b't';
    escapes[0x0a] = b'n';
    escapes[0x0c] = b'f';
    escapes[0x0d] = b'r';
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes
};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends the text in quotes.
pub(super) fn quote(text: &str, bytes: &mut Vec<u8>) {
    bytes.reserve(text.len() + 2);
    bytes.push(b'"');
    let mut plain = 0;
    for (index, &byte) in text.as_bytes().iter().enumerate() {
        let escape = ESCAPES[usize::from(byte)];
        if escape == 0 {
            continue;
        }
        bytes.extend_from_slice(&text.as_bytes()[plain..index]);
        plain = index + 1;
        bytes.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            let [high, low] = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
            bytes.extend_from_slice(&[b'0', b'0', high, low]);
        }
    }
    bytes.extend_from_slice(&text.as_bytes()[plain..]);
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn every_character_is_escaped_as_serde_json_does() {
        let text: String = ('\0'..='\u{2fff}').collect();
        let mut bytes = Vec::new();
        quote(&text, &mut bytes);
        assert_eq!(bytes, serde_json::to_vec(&text).unwrap());
    }
}
