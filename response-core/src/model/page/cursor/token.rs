//! The text of a cursor: base64url (RFC 4648 section 5) of the key as JSON and a 32-bit checksum.
//!
//! The checksum detects a cursor that was cut off or mistyped, which may still be valid JSON (`41` of `4123`), and a
//! cursor of another list, since it includes the path. It does not prevent anyone from making a cursor.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json::collect;

const SUM: usize = 4;

pub(super) fn write<C: Serialize>(path: &str, key: &C) -> Option<String> {
    let mut bytes = collect(0, |out| out.serde(key)).ok()?;
    let sum = check_sum(path, &bytes);
    bytes.extend_from_slice(&sum);
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

pub(crate) fn read<C: DeserializeOwned>(path: &str, text: &[u8]) -> Option<C> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (json, sum) = bytes.split_last_chunk::<SUM>()?;
    if *sum != check_sum(path, json) {
        return None;
    }
    serde_json::from_slice(json).ok()
}

/// FNV-1a, folded to half its width.
fn check_sum(path: &str, json: &[u8]) -> [u8; SUM] {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    // No byte of a path or of JSON is zero.
    for byte in path.bytes().chain([0]).chain(json.iter().copied()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let [a, b, c, d, e, f, g, h] = hash.to_le_bytes();
    [a ^ e, b ^ f, c ^ g, d ^ h]
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn a_key_comes_back() {
        let key = (41_u64, "Zoë / \"?".to_owned());
        let cursor = write("/users", &key).unwrap();
        assert!(
            cursor
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
        assert_eq!(read("/users", cursor.as_bytes()), Some(key));
    }

    #[test]
    fn a_key_that_would_not_come_back_has_no_cursor() {
        assert_eq!(write("/users", &f64::NAN), None);
    }

    #[test]
    fn every_truncated_cursor_is_refused() {
        let cursor = write("/users", &1_234_567_890_u64).unwrap();
        for end in 0..cursor.len() {
            assert_eq!(read::<u64>("/users", &cursor.as_bytes()[..end]), None);
        }
    }

    #[test]
    fn every_mistyped_cursor_is_refused() {
        let cursor = write("/users", &1_234_567_890_u64).unwrap();
        for place in 0..cursor.len() {
            let mut cursor = cursor.clone().into_bytes();
            cursor[place] = if cursor[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(read::<u64>("/users", &cursor), None);
        }
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let cursor = write("/users", &7_u64).unwrap();
        assert_eq!(read::<u64>("/orders", cursor.as_bytes()), None);
        assert_eq!(read::<String>("/users", cursor.as_bytes()), None);
    }
}
