//! The places at which rustc shows an error of emitted code. It underlines a call from its first token to its last.
//!
//! An editor would take the emitted names at such a place for what the user's token means. So the code that rust-analyzer reads
//! has none of these places: it shows no errors of the checks itself, but those of `cargo check`.

use std::sync::LazyLock;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::report::Place;

/// The call `path(argument)`, with the spans of the user's tokens.
pub fn call(path: &TokenStream, argument: TokenStream, place: Place) -> TokenStream {
    let mut group = Group::new(Delimiter::Parenthesis, argument);
    if is_read_by_editor() {
        return path.clone().into_iter().chain([group.into()]).collect();
    }
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
    group.set_span(place.last);
    path.into_iter().chain([TokenTree::Group(group)]).collect()
}

/// The span of an emitted name at which rustc shows an error.
pub fn shown(span: Span) -> Span {
    if is_read_by_editor() {
        Span::call_site()
    } else {
        span
    }
}

/// Whether the program that runs the macro is that of rust-analyzer: `rust-analyzer-proc-macro-srv`.
pub fn is_read_by_editor() -> bool {
    static IS_EDITOR: LazyLock<bool> = LazyLock::new(|| {
        let program = std::env::current_exe().ok();
        program
            .as_deref()
            .and_then(std::path::Path::file_name)
            .is_some_and(|name| name.to_string_lossy().contains("rust-analyzer"))
    });
    *IS_EDITOR
}
