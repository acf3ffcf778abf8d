//! The emitted code of a handler: one item, the function. Its contract is declared in its body, so that a handler may
//! stand wherever a function may.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{FnArg, PatType, Signature, Token, Type};

use super::paths;
use super::place::{call, is_read_by_editor, shown};
use crate::model::types::is_opaque;
use crate::model::{Input, Route};
use crate::report::Place;
use crate::rules::Assertion;

mod checks;
mod declaration;
mod described;
mod documented;
mod returns;
#[cfg(test)]
mod tests;

/// The names that stand in emitted code.
struct Names {
    private: TokenStream,
    /// The name by which blocks use `private`.
    short: Ident,
    facade: TokenStream,
    /// The type that declares the contract, named after the function for the messages of the compiler.
    marker: Ident,
    policy: TokenStream,
}

impl Names {
    fn new(route: &Route) -> Self {
        let signature = &route.handler.signature;
        let name = signature.ident.unraw();
        let named =
            |suffix: &str| format_ident!("__{name}{suffix}", span = shown(signature.ident.span()));
        let short = Ident::new("__steadfast", Span::call_site());
        let selection = &route.selection;
        let has_policy = selection.pick.is_some()
            || selection.omit.is_some()
            || selection.exclude_none
            || selection.exclude_defaults
            || selection.unset_as_default;
        let policy = if has_policy {
            named("__policy").into_token_stream()
        } else {
            quote!(#short::Everything)
        };
        Self {
            marker: named(""),
            policy,
            facade: paths::facade(route.facade.as_ref()),
            private: paths::private(route.facade.as_ref()),
            short,
        }
    }

    /// The hidden module by a short name, and the traits whose methods are the probes' fallbacks: not every one is
    /// needed everywhere.
    fn imports(&self) -> TokenStream {
        let Self { private, short, .. } = self;
        quote! {
            #[allow(unused_imports)]
            use #private::{self as #short, fallbacks::*};
        }
    }
}

/// The function, with the user's tokens inside and the contract around them; without checks if a fault was found.
pub fn expand(route: &Route, assertions: &[Assertion], is_good: bool) -> TokenStream {
    let names = &Names::new(route);
    let Names {
        private, facade, ..
    } = names;
    let handler = &route.handler;
    let (attributes, visibility) = (&handler.attributes, &handler.visibility);
    let returns = &route.returns.ty;
    let mut signature = handler.signature.clone();
    let misplaced = if is_good {
        Vec::new()
    } else {
        let mut misplaced = take_misplaced(route, &mut signature);
        misplaced.extend(handler.receiver.clone());
        misplaced
    };
    if !is_good && route.returns.is_opaque() {
        return faulty_opaque(route, names, signature, &misplaced);
    }
    let value = if signature.asyncness.take().is_some() {
        let body = if route.returns.is_opaque() {
            // No other type can be named `impl Trait`.
            handler.body.to_token_stream()
        } else {
            with_return_type(&handler.body, private, returns).into_token_stream()
        };
        // With spans of the macro, clippy would not judge the block as the end of a function.
        let asynchronous = quote_spanned!(signature.fn_token.span=> async move);
        // The future may move between threads: what is said of it stands at the handler's name.
        let sendable = call(
            &quote!(#private::sendable),
            quote!(#asynchronous #body),
            Place::from(signature.ident.span()),
        );
        quote!(#sendable.await)
    } else {
        let body = &handler.body;
        let typed = (!route.returns.is_opaque()).then(|| quote!(-> #returns));
        // An `.await` inside is told that the function is not `async`, and this is what it looks at.
        let closure = quote_spanned!(handler.signature.fn_token.span=> move ||);
        quote!(#private::blocking(#closure #typed #body).await)
    };
    // With spans of the macro itself, rustc would take the function for foreign code, about which it does not warn.
    signature.asyncness = Some(Token![async](signature.fn_token.span));
    let contract = declaration::bound(route, names, is_good);
    signature.output = syn::parse_quote!(-> #facade::Answer<impl #contract, #returns>);
    let answer = if is_read_by_editor() {
        let written = is_good.then(|| documented::written(route, names));
        quote! {
            #[allow(unused_braces)]
            let __returned = #value;
            #written
            #private::never()
        }
    } else if is_good {
        let renderer = checks::renderer(route, names, assertions);
        quote! {
            #[allow(unused_braces)]
            let __returned = #value;
            #private::answer(__returned, #renderer)
        }
    } else {
        let contract = unjudged(route, names);
        quote! {
            #[allow(unused_braces)]
            let __returned = #value;
            #private::unjudged_answer(__returned, #contract)
        }
    };
    let content = quote! {
        #(let #misplaced = #private::never();)*
        #answer
    };
    let body = braced(content, &handler.body);
    quote! {
        #(#attributes)*
        #[allow(private_interfaces)]
        #visibility #signature #body
    }
}

/// The contract of a fault: what is declared, so that nothing that refers to the handler is reported as well.
fn unjudged(route: &Route, names: &Names) -> TokenStream {
    let marker = &names.marker;
    let imports = names.imports();
    let declaration = declaration::items(route, names, false);
    quote! {{
        #imports
        #declaration
        ::core::marker::PhantomData::<#marker>
    }}
}

/// The function of a fault that returns `impl Trait`: the compiler infers what stands there, so that the body is still
/// checked, and nothing is said about a type that has been refused already.
fn faulty_opaque(
    route: &Route,
    names: &Names,
    mut signature: Signature,
    misplaced: &[PatType],
) -> TokenStream {
    let Names {
        private, facade, ..
    } = names;
    let handler = &route.handler;
    let (attributes, visibility) = (&handler.attributes, &handler.visibility);
    let contract = declaration::bound(route, names, false);
    let declared = unjudged(route, names);
    let returned = returns::inferred(&route.returns.ty);
    let body = &handler.body;
    let value = if signature.asyncness.take().is_some() {
        quote!(async move #body.await)
    } else {
        quote!((move || #body)())
    };
    signature.asyncness = Some(Token![async](Span::call_site()));
    signature.output = syn::parse_quote!(-> #facade::Answer<impl #contract, ()>);
    quote! {
        #(#attributes)*
        #visibility #signature {
            #(let #misplaced = #private::never();)*
            let _: #returned = #value;
            #private::unjudged_answer((), #declared)
        }
    }
}

/// Removes the arguments that axum may refuse as well: plain values, and those that take the body, which may stand in the
/// wrong place or hold what cannot be read.
fn take_misplaced(route: &Route, signature: &mut Signature) -> Vec<PatType> {
    let parameters = route.path.as_ref().map(|path| &path.parameters);
    let parameters = parameters.and_then(|parameters| parameters.as_ref().ok());
    let parameters = parameters.map_or(&[][..], Vec::as_slice);
    let is_misplaced = |input: &FnArg| match input {
        FnArg::Typed(input) => {
            let read = Input::among(input, parameters);
            read.raw.is_some() || read.takes_request() && !is_opaque(&input.ty)
        }
        FnArg::Receiver(_) => false,
    };
    let (misplaced, inputs): (Vec<_>, Vec<_>) = std::mem::take(&mut signature.inputs)
        .into_iter()
        .partition(is_misplaced);
    signature.inputs = inputs.into_iter().collect();
    let typed = misplaced.into_iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(PatType {
            attrs: Vec::new(),
            ..input
        }),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// A return that is never taken tells the async block its type, so that `?`, early returns and type errors read as in a
/// plain function. The user's block stays whole: its braces keep their places.
fn with_return_type(body: &Group, private: &TokenStream, returns: &Type) -> Group {
    let typed = quote! {
        if false {
            return #private::never::<#returns>();
        }
        #body
    };
    braced(typed, body)
}

/// A block at the place of the user's block.
fn braced(content: TokenStream, body: &Group) -> Group {
    let mut block = Group::new(Delimiter::Brace, content);
    block.set_span(body.span());
    block
}
