//! A handler that takes `self`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::{FnArg, PatType, Receiver, ReceiverKind, Signature};

use crate::report::{Diagnostic, Place, Report};

/// Reports a receiver and removes it, so that nothing that names the handler is reported as well. The body is checked
/// with a variable in its place.
pub(super) fn take(
    signature: &mut Signature,
    body: &mut Group,
    report: &mut Report,
) -> Option<PatType> {
    let receiver = signature.receiver()?.clone();
    report.push(
        Diagnostic::new(
            Place::of(&receiver),
            "a handler cannot take `self`: write a free function, or drop `self`",
        )
        .note("a request is answered without a value on which the method could be called")
        .help("take what the handler needs as an argument, as in `State(db): State<Db>`"),
    );
    signature.inputs = std::mem::take(&mut signature.inputs)
        .into_iter()
        .filter(|input| matches!(input, FnArg::Typed(_)))
        .collect();
    let mut renamed = Group::new(Delimiter::Brace, renamed(body.stream()));
    renamed.set_span(body.span());
    *body = renamed;
    Some(variable(&receiver))
}

fn variable(receiver: &Receiver) -> PatType {
    let name = name(Span::call_site());
    let mutability = &receiver.mutability;
    let ty = match &receiver.kind {
        ReceiverKind::Reference(reference, lifetime, mutability) => {
            syn::parse_quote!(#reference #lifetime #mutability Self)
        }
        ReceiverKind::Typed(_, ty) => (**ty).clone(),
        _ => syn::parse_quote!(Self),
    };
    PatType {
        attrs: Vec::new(),
        pat: syn::parse_quote!(#mutability #name),
        colon_token: syn::token::Colon::default(),
        ty: Box::new(ty),
    }
}

fn name(span: Span) -> Ident {
    Ident::new("__self", span)
}

/// The body with the variable in place of `self`. A path may begin with `self::`, and an `impl` has its own `self`.
fn renamed(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut all = TokenStream::new();
    let mut is_in_impl = false;
    while let Some(token) = tokens.next() {
        let token = match token {
            TokenTree::Ident(word) if word == "impl" || word == "trait" => {
                is_in_impl = true;
                TokenTree::Ident(word)
            }
            TokenTree::Ident(word) if word == "self" => match tokens.peek() {
                Some(TokenTree::Punct(next)) if next.as_char() == ':' => TokenTree::Ident(word),
                _ => TokenTree::Ident(name(word.span())),
            },
            TokenTree::Group(group) if is_in_impl && group.delimiter() == Delimiter::Brace => {
                is_in_impl = false;
                TokenTree::Group(group)
            }
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), renamed(group.stream()));
                inside.set_span(group.span());
                TokenTree::Group(inside)
            }
            other => other,
        };
        all.extend([token]);
    }
    all
}
