use proc_macro2::Ident;

use crate::attr::error::RawSubset;

/// An enum of some of the variants, which becomes the whole one by itself.
pub struct Subset {
    pub name: Ident,
    /// As they are named here.
    pub variants: Vec<Ident>,
}

impl Subset {
    pub(super) fn new(raw: RawSubset) -> Self {
        Self {
            name: raw.name,
            variants: raw.variants,
        }
    }

    /// Whether everything in it is in the other one too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.variants
            .iter()
            .all(|variant| other.variants.contains(variant))
    }
}
