//! Entity tags in requests: what `If-Match` and `If-None-Match` name (RFC 9110 sections 8.8.3 and 13.1).

use http::HeaderValue;

/// An entity tag, as it stands in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityTag<'t> {
    /// The text between the quotes.
    opaque: &'t [u8],
    is_weak: bool,
}

/// How two entity tags are compared (RFC 9110 section 8.8.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal, and neither is weak: `If-Match`.
    Strong,
    /// Equal, whether weak or not: `If-None-Match`.
    Weak,
}

impl<'t> EntityTag<'t> {
    /// The tag that is the whole value of an `ETag`.
    #[must_use]
    pub fn of(value: &'t HeaderValue) -> Option<Self> {
        let (tag, rest) = Self::split(value.as_bytes().trim_ascii())?;
        rest.is_empty().then_some(tag)
    }

    /// Whether it is `W/".."`.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        self.is_weak
    }

    fn is(self, other: Self, comparison: Comparison) -> bool {
        let is_comparable = match comparison {
            Comparison::Strong => !self.is_weak && !other.is_weak,
            Comparison::Weak => true,
        };
        is_comparable && self.opaque == other.opaque
    }

    /// Splits a tag from what follows it.
    fn split(text: &'t [u8]) -> Option<(Self, &'t [u8])> {
        let unmarked = text.strip_prefix(b"W/");
        let quoted = unmarked.unwrap_or(text).strip_prefix(b"\"")?;
        let end = quoted.iter().position(|byte| *byte == b'"')?;
        let (opaque, rest) = (&quoted[..end], &quoted[end + 1..]);
        let is_tag = opaque
            .iter()
            .all(|byte| matches!(byte, b'!' | b'#'..=b'~' | 0x80..));
        let tag = Self {
            opaque,
            is_weak: unmarked.is_some(),
        };
        is_tag.then_some((tag, rest))
    }
}

/// The weak tag for the same version, if the tag is strong: its content is equivalent, and has other bytes.
#[must_use]
pub fn weakened(value: &HeaderValue) -> Option<HeaderValue> {
    let is_strong = EntityTag::of(value).is_some_and(|tag| !tag.is_weak());
    let weak = || HeaderValue::from_bytes(&[b"W/", value.as_bytes().trim_ascii()].concat()).ok();
    is_strong.then(weak).flatten()
}

/// Whether the lines of an `If-Match` or an `If-None-Match` name the current version. `*` names any; a line that is
/// malformed names what is before the fault.
pub fn names<'l>(
    lines: impl IntoIterator<Item = &'l HeaderValue>,
    current: Option<EntityTag<'_>>,
    comparison: Comparison,
) -> bool {
    lines.into_iter().any(|line| {
        is_star(line)
            || current.is_some_and(|current| {
                let mut tags = Tags(line.as_bytes());
                tags.any(|tag| tag.is(current, comparison))
            })
    })
}

/// Whether the lines of an `If-Match` or an `If-None-Match` say something: `*` alone, or a list with a tag.
pub fn are_tags<'l>(lines: impl IntoIterator<Item = &'l HeaderValue>) -> bool {
    let (mut stars, mut tags, mut is_sent) = (0, 0, false);
    for line in lines {
        is_sent = true;
        if is_star(line) {
            stars += 1;
            continue;
        }
        let mut list = Tags(line.as_bytes());
        tags += list.by_ref().count();
        if !list.0.is_empty() {
            return false;
        }
    }
    !is_sent || matches!((stars, tags), (1, 0) | (0, 1..))
}

fn is_star(line: &HeaderValue) -> bool {
    line.as_bytes().trim_ascii() == b"*"
}

/// The tags of a list, up to its end or to what is not a tag. A tag may contain a comma, so the list cannot be split at
/// commas. Empty elements are skipped (RFC 9110 section 5.6.1).
struct Tags<'t>(&'t [u8]);

impl<'t> Iterator for Tags<'t> {
    type Item = EntityTag<'t>;

    fn next(&mut self) -> Option<EntityTag<'t>> {
        while let [b',' | b' ' | b'\t', rest @ ..] = self.0 {
            self.0 = rest;
        }
        let (tag, rest) = EntityTag::split(self.0)?;
        if !matches!(rest.trim_ascii_start(), [] | [b',', ..]) {
            return None;
        }
        self.0 = rest;
        Some(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(current: &'static str, line: &'static str, comparison: Comparison) -> bool {
        let (current, line) = (
            HeaderValue::from_static(current),
            HeaderValue::from_static(line),
        );
        names([&line], EntityTag::of(&current), comparison)
    }

    fn is_well_formed(lines: &[&'static str]) -> bool {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| HeaderValue::from_static(line))
            .collect();
        are_tags(&lines)
    }

    #[test]
    fn a_weak_comparison_ignores_the_mark() {
        for (current, line, is_same) in [
            ("\"a\"", "\"a\"", true),
            ("W/\"a\"", "\"a\"", true),
            ("\"a\"", "W/\"a\"", true),
            ("W/\"a\"", "W/\"a\"", true),
            ("\"a\"", "\"b\"", false),
        ] {
            assert_eq!(
                matches(current, line, Comparison::Weak),
                is_same,
                "{current} {line}"
            );
        }
    }

    #[test]
    fn a_strong_comparison_holds_for_two_strong_tags_only() {
        for (current, line, is_same) in [
            ("\"a\"", "\"a\"", true),
            ("W/\"a\"", "\"a\"", false),
            ("\"a\"", "W/\"a\"", false),
            ("W/\"a\"", "W/\"a\"", false),
            ("\"a\"", "\"b\"", false),
            ("\"a\"", "W/\"a\", \"a\"", true),
        ] {
            assert_eq!(
                matches(current, line, Comparison::Strong),
                is_same,
                "{current} {line}"
            );
        }
    }

    #[test]
    fn any_tag_of_a_list_is_named() {
        assert!(matches("\"b\"", "\"a\", W/\"b\"", Comparison::Weak));
        assert!(matches("\"a,b\"", "\"x\" ,\"a,b\"", Comparison::Strong));
        assert!(matches("\"b\"", ",, \"b\" ,", Comparison::Strong));
        assert!(!matches("\"b\"", "\"a,b\"", Comparison::Strong));
    }

    #[test]
    fn a_star_names_any_version() {
        assert!(matches("\"a\"", "*", Comparison::Strong));
        assert!(matches("W/\"a\"", " * ", Comparison::Strong));
        assert!(names(
            [&HeaderValue::from_static("*")],
            None,
            Comparison::Weak
        ));
    }

    #[test]
    fn what_is_not_a_tag_names_nothing() {
        for (current, line) in [
            ("a", "a"),
            ("\"a\"", "a"),
            ("\"a\"", "\"a"),
            ("\"a\"", "\"a\"b"),
            ("\"a\"", "*, \"a\""),
            ("\"a b\"", "\"a b\""),
            ("\"a\"", "w/\"a\""),
            ("\"a\"", ""),
        ] {
            assert!(
                !matches(current, line, Comparison::Weak),
                "{current} {line}"
            );
        }
    }

    #[test]
    fn a_star_stands_alone() {
        assert!(is_well_formed(&["*"]));
        assert!(!is_well_formed(&["*", "*"]));
        assert!(!is_well_formed(&["*", "\"a\""]));
        assert!(!is_well_formed(&["*, \"a\""]));
    }

    #[test]
    fn a_list_is_of_tags_only() {
        assert!(is_well_formed(&["\"a\", W/\"b\"", "\"c,d\""]));
        assert!(is_well_formed(&["", ", \"\" ,"]));
        assert!(is_well_formed(&[]));
        for line in [
            "",
            ",",
            "a",
            "\"a",
            "\"a\" \"b\"",
            "\"a\"; \"b\"",
            "W/a",
            "\"a\", b",
        ] {
            assert!(!is_well_formed(&[line]), "{line}");
        }
    }
}
