//! [`MemberNames`]: which members a value brings into an object that it is flattened into.

use super::policy::same;

/// The names of the members that a value has as an object, known at compile time.
#[derive(Debug, Clone, Copy)]
pub enum MemberNames {
    /// One member.
    Name(&'static str),
    /// All of these members, in one object.
    Names(&'static [&'static str]),
    /// The members of all of these, in one object.
    All(&'static [Self]),
    /// The members of one of these: of a variant.
    One(&'static [Self]),
    /// Members whose names are data: the keys of a map.
    Any,
    /// Members whose names only serde knows.
    Unknown,
}

impl MemberNames {
    /// No member, or none that is known.
    pub const NONE: Self = Self::All(&[]);

    /// Whether a member may have a name that is not listed here.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Any | Self::Unknown => true,
            Self::Name(_) | Self::Names(_) => false,
            Self::All(parts) | Self::One(parts) => {
                let mut index = 0;
                while index < parts.len() {
                    if parts[index].is_open() {
                        return true;
                    }
                    index += 1;
                }
                false
            }
        }
    }

    /// Whether a map is among the parts.
    #[must_use]
    pub const fn has_map(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Name(_) | Self::Names(_) | Self::Unknown => false,
            Self::All(parts) | Self::One(parts) => {
                let mut index = 0;
                while index < parts.len() {
                    if parts[index].has_map() {
                        return true;
                    }
                    index += 1;
                }
                false
            }
        }
    }

    /// A name that both have.
    #[must_use]
    pub const fn common(&self, other: &Self) -> Option<&'static str> {
        match self {
            Self::Any | Self::Unknown => None,
            Self::Name(name) => {
                if other.has(name) {
                    Some(name)
                } else {
                    None
                }
            }
            Self::Names(names) => {
                let mut index = 0;
                while index < names.len() {
                    if other.has(names[index]) {
                        return Some(names[index]);
                    }
                    index += 1;
                }
                None
            }
            Self::All(parts) | Self::One(parts) => {
                let mut index = 0;
                while index < parts.len() {
                    let common = parts[index].common(other);
                    if common.is_some() {
                        return common;
                    }
                    index += 1;
                }
                None
            }
        }
    }

    const fn has(&self, name: &str) -> bool {
        match self {
            Self::Any | Self::Unknown => false,
            Self::Name(known) => same(known, name),
            Self::Names(known) => {
                let mut index = 0;
                while index < known.len() {
                    if same(known[index], name) {
                        return true;
                    }
                    index += 1;
                }
                false
            }
            Self::All(parts) | Self::One(parts) => {
                let mut index = 0;
                while index < parts.len() {
                    if parts[index].has(name) {
                        return true;
                    }
                    index += 1;
                }
                false
            }
        }
    }
}
