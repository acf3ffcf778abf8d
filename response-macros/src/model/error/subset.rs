use proc_macro2::Ident;
use syn::Generics;

use super::ErrorVariant;
use crate::attr::error::RawSubset;

/// An enum of some of the variants, which becomes the whole one by itself.
pub struct Subset {
    pub name: Ident,
    /// As they are named here.
    pub variants: Vec<Ident>,
}

impl Subset {
    /// Those of an enum without parameters; of the names in one, those of variants, each once.
    pub(super) fn all(
        raw: Vec<RawSubset>,
        generics: &Generics,
        variants: &[ErrorVariant],
    ) -> Vec<Self> {
        if !generics.params.is_empty() {
            return Vec::new();
        }
        raw.into_iter()
            .map(|subset| Self::new(subset, variants))
            .collect()
    }

    fn new(raw: RawSubset, variants: &[ErrorVariant]) -> Self {
        let mut known: Vec<Ident> = Vec::new();
        for name in raw.variants {
            if !known.contains(&name) && variants.iter().any(|variant| variant.name == name) {
                known.push(name);
            }
        }
        Self {
            name: raw.name,
            variants: known,
        }
    }

    /// Whether everything in it is in the other one too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.variants
            .iter()
            .all(|variant| other.variants.contains(variant))
    }
}
