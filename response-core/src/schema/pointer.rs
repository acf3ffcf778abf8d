//! Names in JSON pointers (RFC 6901 section 3).

/// The name as a segment of a pointer: `a/b` is `a~1b`.
#[must_use]
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a segment of a pointer stands for.
#[must_use]
pub fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn a_name_is_what_its_segment_stands_for() {
        for (name, segment) in [("a/b", "a~1b"), ("~1", "~01"), ("m~n", "m~0n")] {
            assert_eq!(escaped(name), segment);
            assert_eq!(unescaped(segment), name);
        }
    }
}
