//! [`First`]: the first bytes of a connection, which tell its version.

use tokio::io::ReadBuf;

/// How HTTP/2 begins (RFC 9113 section 3.4).
const PREFACE: [u8; 24] = *b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The version of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

/// The first bytes of a connection. They are read to tell its version, and then given to whoever reads.
#[derive(Debug, Default)]
pub(super) struct First {
    bytes: [u8; PREFACE.len()],
    filled: u8,
    given: u8,
}

impl First {
    /// The version, once the bytes tell it.
    pub fn version(&self) -> Option<Version> {
        let filled = &self.bytes[..usize::from(self.filled)];
        if !PREFACE.starts_with(filled) {
            return Some(Version::Http1);
        }
        (filled.len() == PREFACE.len()).then_some(Version::Http2)
    }

    /// Adds what a reader reads, and returns its result.
    pub fn fill<T>(&mut self, read: impl FnOnce(&mut ReadBuf<'_>) -> T) -> T {
        let mut rest = ReadBuf::new(&mut self.bytes[usize::from(self.filled)..]);
        let result = read(&mut rest);
        // There are at most as many as the preface has.
        self.filled += rest.filled().len() as u8;
        result
    }

    /// Gives the bytes that have room.
    pub fn give(&mut self, into: &mut ReadBuf<'_>) {
        if self.given == self.filled {
            return;
        }
        let bytes = &self.bytes[usize::from(self.given)..usize::from(self.filled)];
        let bytes = &bytes[..bytes.len().min(into.remaining())];
        into.put_slice(bytes);
        self.given += bytes.len() as u8;
    }

    pub const fn len(&self) -> u8 {
        self.filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> First {
        let mut first = First::default();
        first.fill(|rest| rest.put_slice(bytes));
        first
    }

    #[test]
    fn the_preface_is_http_2_and_anything_else_http_1() {
        assert_eq!(of(&PREFACE).version(), Some(Version::Http2));
        assert_eq!(of(b"GET / HTTP/1.1\r\n").version(), Some(Version::Http1));
        assert_eq!(of(b"PRI / HTTP/1.1\r\n").version(), Some(Version::Http1));
        assert_eq!(of(b"PRI * HTTP/2.0\r\n").version(), None);
        assert_eq!(of(b"").version(), None);
    }

    #[test]
    fn what_was_read_is_given_once_in_as_many_parts_as_have_room() {
        let mut first = of(b"GET / HTTP");
        let mut given = Vec::new();
        for room in [4, 4, 4, 4] {
            let mut bytes = [0; 4];
            let mut into = ReadBuf::new(&mut bytes[..room]);
            first.give(&mut into);
            given.push(into.filled().to_vec());
        }
        assert_eq!(given, [&b"GET "[..], b"/ HT", b"TP", b""]);
    }
}
