//! Emitted calls at which an error is shown: rustc underlines a call from its first token to its last.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::report::Place;

/// The call `path(argument)`, with the spans of the user's tokens.
pub fn call(path: &TokenStream, argument: TokenStream, place: Place) -> TokenStream {
    let path = path.clone().into_iter().map(|mut token| {
        token.set_span(place.first);
        token
    });
    let mut group = Group::new(Delimiter::Parenthesis, argument);
    group.set_span(place.last);
    path.chain([TokenTree::Group(group)]).collect()
}
