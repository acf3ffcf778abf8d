//! Emitted calls at which an error is shown: rustc underlines a call from its first token to its last.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::report::Place;

/// The call `path(argument)`, with the spans of the user's tokens.
pub fn call(path: &TokenStream, argument: TokenStream, place: Place) -> TokenStream {
    let mut path: Vec<TokenTree> = path.clone().into_iter().collect();
    for (index, token) in path.iter_mut().enumerate() {
        // A foreign name between the ends: it is not the user who qualifies the path without need.
        let span = match token {
            TokenTree::Ident(name) if index > 0 => name.span().located_at(place.first),
            _ => place.first,
        };
        token.set_span(span);
    }
    // The path is underlined like the whole call: at another place, rustc would add a label there.
    if let Some(last) = path.last_mut() {
        last.set_span(place.last);
    }
    let mut group = Group::new(Delimiter::Parenthesis, argument);
    group.set_span(place.last);
    path.into_iter().chain([TokenTree::Group(group)]).collect()
}
