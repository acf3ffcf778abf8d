//! Which arguments were written, whether or not their values could be read.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Meta};

/// The values of the arguments, and which arguments were written.
#[derive(Default)]
pub struct Reading<T> {
    pub said: T,
    pub mentions: Mentions,
    /// Mistyped keys, what each was probably meant to be, and what follows it.
    pub(super) mistyped: Vec<(Ident, &'static str, TokenStream)>,
}

/// The arguments that were written, readable or not: one whose value cannot be read is not reported as missing.
#[derive(Default)]
pub struct Mentions {
    /// The keys that are known, as they were written.
    pub keys: Vec<Ident>,
    /// What mistyped keys were probably meant to be.
    pub meant: Vec<&'static str>,
    is_anything: bool,
    is_unread: bool,
}

impl Mentions {
    /// Those of the attributes of this name, before their lists are read: an attribute without a list may have been meant
    /// to say anything.
    pub fn of(attributes: &[Attribute], name: &str) -> Self {
        let is_bare = |attribute: &Attribute| {
            attribute.path().is_ident(name) && !matches!(attribute.meta, Meta::List(_))
        };
        Self {
            is_anything: attributes.iter().any(is_bare),
            ..Self::default()
        }
    }

    /// Something was written that may have been meant to be any argument.
    pub fn anything(&mut self) {
        self.is_anything = true;
    }

    /// An argument could not be read, or nobody knows it.
    pub fn unread(&mut self) {
        self.is_unread = true;
    }

    /// Whether there is an argument that could not be read, or that nobody knows.
    pub fn has_unread(&self) -> bool {
        self.is_unread || self.is_anything
    }

    /// Whether this argument was meant to be there.
    pub fn has(&self, argument: &str) -> bool {
        self.is_anything
            || self.keys.iter().any(|key| key == argument)
            || self.meant.contains(&argument)
    }
}
