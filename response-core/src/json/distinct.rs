//! Finding a name that an object has twice, which only a flattened map can cause: its keys are data.

use std::collections::HashSet;

use super::{Error, Out};

impl Out<'_> {
    /// Fails if two of the members that were written since `start` have one name (RFC 8259 section 4).
    #[doc(hidden)]
    #[must_use]
    pub fn distinct(self, start: usize) -> Self {
        self.append(
            |bytes| match repeated(bytes.get(start..).unwrap_or_default()) {
                None => Ok(()),
                Some(name) => {
                    let name = String::from_utf8_lossy(name);
                    Err(Error::new(format!(
                        "the object would have two members {name}"
                    )))
                }
            },
        )
    }
}

/// The names of an object that have been seen. Few are compared one by one, so that a small object needs no table.
#[derive(Default)]
struct Names<'m> {
    few: Vec<&'m [u8]>,
    many: HashSet<&'m [u8]>,
}

impl<'m> Names<'m> {
    const FEW: usize = 16;

    /// Whether the name is new.
    fn insert(&mut self, name: &'m [u8]) -> bool {
        if self.few.contains(&name) {
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push(name);
            return true;
        }
        self.many.insert(name)
    }
}

/// The first name that a list of members, each after one byte, has twice; as it is written, in quotes.
fn repeated(members: &[u8]) -> Option<&[u8]> {
    let mut names = Names::default();
    let mut rest = members;
    while let Some((_, member)) = rest.split_first() {
        let (name, value) = member.split_at_checked(string(member))?;
        if !names.insert(name) {
            return Some(name);
        }
        rest = value.get(self::value(value)..)?;
    }
    None
}

/// The length of the string in quotes at the beginning.
fn string(text: &[u8]) -> usize {
    let mut is_escaped = false;
    for (index, byte) in text.iter().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return index + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// The length of the colon and the value behind it.
fn value(text: &[u8]) -> usize {
    let (mut depth, mut index) = (0_usize, 0);
    while let Some(byte) = text.get(index) {
        match byte {
            b'"' => {
                index += string(text.get(index..).unwrap_or_default());
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return index,
            _ => {}
        }
        index += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_whatever_the_values_are() {
        for members in [
            r#","a":1,"b":"\"a\":1","a":2"#,
            r#"{"a":{"b":1,"c":[{"a":1}]},"a":null"#,
            r#","a":"x\\","a":"y""#,
            r#",""a":1"#,
        ] {
            let found = repeated(members.as_bytes());
            assert_eq!(found.is_some(), members != r#",""a":1"#, "{members}");
        }
    }

    #[test]
    fn the_names_inside_of_values_are_others() {
        for members in [
            "",
            r#","a":{"a":1},"b":[{"b":1}]"#,
            r#",",":1,"}":"{","[":"]""#,
        ] {
            assert_eq!(repeated(members.as_bytes()), None, "{members}");
        }
    }
}
