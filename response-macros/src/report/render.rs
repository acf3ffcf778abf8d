use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::Diagnostic;

/// Returns the message as rustc shows it: the slug at the end, notes and help below.
pub(super) fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if let Some(rule) = diagnostic.rule {
        text.push_str(" [");
        text.push_str(rule);
        text.push(']');
    }
    for note in &diagnostic.notes {
        text.push_str("\n  = note: ");
        text.push_str(note);
    }
    if let Some(help) = &diagnostic.help {
        text.push_str("\n  = help: ");
        text.push_str(help);
    }
    text
}

/// rustc underlines a macro call from its first token to its last, so these two carry the place.
pub(super) fn compile_error(diagnostic: &Diagnostic) -> TokenStream {
    let text = text(diagnostic);
    let path = quote_spanned!(diagnostic.place.first=> ::core::compile_error!);
    let mut group = Group::new(proc_macro2::Delimiter::Brace, quote!(#text));
    group.set_span(diagnostic.place.last);
    path.into_iter().chain([TokenTree::Group(group)]).collect()
}
