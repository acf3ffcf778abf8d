use proc_macro2::Span;
use quote::ToTokens;

/// The place of a fault, from its first token to its last. (`Span::join` is not stable.)
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub first: Span,
    pub last: Span,
}

impl Place {
    /// The place of a node, or the place where the macro is called if the node is empty.
    pub fn of(node: impl ToTokens) -> Self {
        let mut tokens = node.into_token_stream().into_iter();
        let Some(first) = tokens.next() else {
            return Self::from(Span::call_site());
        };
        let last = tokens
            .last()
            .map_or_else(|| first.span(), |last| last.span());
        Self {
            first: first.span(),
            last,
        }
    }

    /// From here to the end of another place.
    pub fn to(self, end: Self) -> Self {
        Self {
            first: self.first,
            last: end.last,
        }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self {
            first: span,
            last: span,
        }
    }
}
