//! The types of the contract. Each is written once, so that a type that does not exist is reported once, and is then
//! probed.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{GenericParam, Generics, Lifetime, Type};

use super::Names;
use crate::model::Route;
use crate::model::types::mentioned;

/// The alias of a type, applied to the generics it mentions; the type itself where an alias cannot hold it.
pub(super) fn alias_of(ty: &Type, alias: &Ident, generics: &Generics) -> Type {
    if !can_be_aliased(ty) {
        return ty.clone();
    }
    let arguments: Vec<_> = mentioned(ty, generics).map(argument).collect();
    if arguments.is_empty() {
        syn::parse_quote!(#alias)
    } else {
        syn::parse_quote!(#alias<#(#arguments),*>)
    }
}

/// The same type for use where no lifetime of the function is in scope: the compiler infers the lifetimes.
pub(super) fn elided(ty: &Type) -> Type {
    struct Elide;
    impl VisitMut for Elide {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            if lifetime.ident != "static" {
                lifetime.ident = Ident::new("_", lifetime.ident.span());
            }
        }
    }
    let mut ty = ty.clone();
    Elide.visit_type_mut(&mut ty);
    ty
}

/// The same type with `_` for every `impl Trait`, for the compiler to infer.
pub(super) fn inferred(ty: &Type) -> Type {
    struct Infer;
    impl VisitMut for Infer {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            if matches!(ty, Type::ImplTrait(_)) {
                *ty = syn::parse_quote!(_);
            }
            syn::visit_mut::visit_type_mut(self, ty);
        }
    }
    let mut ty = ty.clone();
    Infer.visit_type_mut(&mut ty);
    ty
}

/// `type __create_user_returns = Result<Created<User>, UserError>;`
pub(super) fn aliases(route: &Route, names: &Names, is_good: bool) -> TokenStream {
    let generics = &route.handler.signature.generics;
    let returns = alias(&names.returns, &route.returns.ty, generics, names);
    let model = match &route.response {
        Some(response) if is_good => alias(&names.model, &response.ty, generics, names),
        _ => TokenStream::new(),
    };
    quote!(#returns #model)
}

fn alias(alias: &Type, ty: &Type, generics: &Generics, names: &Names) -> TokenStream {
    let Type::Path(path) = alias else {
        return TokenStream::new();
    };
    if !can_be_aliased(ty) {
        return TokenStream::new();
    }
    let name = path.path.segments.last().map(|segment| &segment.ident);
    let parameters: Vec<_> = mentioned(ty, generics).collect();
    let parameters = (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>));
    let attributes = &names.attributes;
    quote! {
        #(#attributes)*
        #[allow(non_camel_case_types, type_alias_bounds, dead_code)]
        type #name #parameters = #ty;
    }
}

/// Whether an alias can hold the type, which it cannot if a lifetime is elided.
fn can_be_aliased(ty: &Type) -> bool {
    fn elides(tokens: TokenStream) -> bool {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let found = match &token {
                TokenTree::Group(group) => elides(group.stream()),
                TokenTree::Punct(punct) if punct.as_char() == '&' => {
                    !matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'')
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    matches!(tokens.peek(), Some(TokenTree::Ident(name)) if name == "_")
                }
                TokenTree::Ident(name) => name == "impl",
                _ => false,
            };
            if found {
                return true;
            }
        }
        false
    }
    !elides(ty.to_token_stream())
}

fn argument(parameter: &GenericParam) -> TokenStream {
    match parameter {
        GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
        GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
        GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
    }
}

/// The hidden module by a short name, and the traits whose methods are the probes' fallbacks: not every one is needed
/// everywhere.
pub(super) fn imports(names: &Names) -> TokenStream {
    let Names { private, short, .. } = names;
    quote! {
        #[allow(unused_imports)]
        use #private::{self as #short, fallbacks::*};
    }
}

/// The declared body, as the result of a probe.
pub(super) fn body(route: &Route, names: &Names, model: &Type) -> TokenStream {
    let Names { short, policy, .. } = names;
    if route.response.is_none() {
        return quote!(#short::NoModel);
    }
    quote!((&#short::Probe::<#model>::new()).body::<#policy>())
}
