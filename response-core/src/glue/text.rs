//! A text that is put together at compile time, for what a constant panics with.

/// The text; a part that does not fit into it is left out.
pub(super) struct Text {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Text {
    const LONGEST: usize = 1024;

    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; Self::LONGEST],
            length: 0,
        }
    }

    pub(super) const fn and(mut self, part: &str) -> Self {
        let part = part.as_bytes();
        // A part stands as a whole or not at all, so that the text stays UTF-8.
        if part.len() > Self::LONGEST - self.length {
            return self;
        }
        let mut index = 0;
        while index < part.len() {
            self.bytes[self.length] = part[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    pub(super) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "a name is wrong",
        }
    }
}
