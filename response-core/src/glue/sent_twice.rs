//! The rule `duplicate_field_name`, where a flattened type brings the second name.

use crate::model::MemberNames;

/// Asserts that what is flattened has no name that the object has already.
///
/// `others` are the members before it, and `object` says what they are a part of: "`Outer`", "the tag".
#[track_caller]
pub const fn assert_distinct(
    flattened: &MemberNames,
    others: &MemberNames,
    ty: &'static str,
    object: &'static str,
) {
    if let Some(name) = flattened.common(others) {
        let text = Text::new()
            .and("`")
            .and(name)
            .and("` is sent twice, by ")
            .and(object)
            .and(" and by the flattened `")
            .and(ty)
            .and("`: rename one of them, or do not flatten [duplicate_field_name]");
        panic!("{}", text.as_str());
    }
    if flattened.has_map() && others.has_map() {
        let text = Text::new()
            .and("two maps are flattened into one object, and nothing keeps their keys apart: do not flatten `")
            .and(ty)
            .and("` [duplicate_field_name]");
        panic!("{}", text.as_str());
    }
}

/// A text that is put together at compile time; what is beyond its end is cut off.
struct Text {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Text {
    const LONGEST: usize = 1024;

    const fn new() -> Self {
        Self {
            bytes: [0; Self::LONGEST],
            length: 0,
        }
    }

    const fn and(mut self, part: &str) -> Self {
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

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "a name is sent twice [duplicate_field_name]",
        }
    }
}
