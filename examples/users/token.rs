//! Random tokens that nobody can guess, and digests.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// 128 random bits, in hexadecimal.
pub fn random() -> Result<String, getrandom::Error> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)?;
    Ok(hexadecimal(&bits))
}

/// Whether a text looks like a random token.
pub fn is_one(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// SHA-256, in hexadecimal.
pub fn digest(content: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
