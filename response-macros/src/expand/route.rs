//! The emitted code of a handler: a marker with its contract, and the function around the user's tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, FnArg, GenericParam, Generics, PatType, Signature, Token, Type};

use super::paths;
use super::place::call;
use crate::model::types::is_opaque;
use crate::model::{Input, Route};
use crate::report::Place;
use crate::rules::Assertion;

mod checks;
mod declaration;
mod documented;
mod returns;
#[cfg(test)]
mod tests;

/// The emitted code of a contract; it has no checks if a fault was found.
pub fn expand(route: &Route, assertions: &[Assertion], is_good: bool) -> TokenStream {
    let names = Names::new(route);
    let marker = marker(route, &names);
    let alias = returns::aliases(route, &names, is_good);
    let declaration = declaration::expand(route, &names, is_good);
    let function = function(route, &names, assertions, is_good);
    // The function comes first, so that a name that is taken is reported at the function before anything else.
    quote! {
        #function
        #marker
        #alias
        #declaration
    }
}

/// The names of the emitted items, and the generics they share with the function.
struct Names {
    private: TokenStream,
    /// The name by which blocks use `private`.
    short: Ident,
    facade: TokenStream,
    marker: Ident,
    returns: Type,
    model: Type,
    policy: TokenStream,
    /// The function that makes the extensions.
    extensions: Ident,
    /// `<T: Bound, const N: usize>`, lifetimes left out: no contract depends on one.
    generics: Generics,
    /// `#[cfg]` and lint attributes of the function.
    attributes: Vec<Attribute>,
}

impl Names {
    fn new(route: &Route) -> Self {
        let signature = &route.handler.signature;
        let name = signature.ident.unraw();
        let named = |suffix: &str| format_ident!("__{name}{suffix}", span = signature.ident.span());
        let mut generics = signature.generics.clone();
        generics.params = generics
            .params
            .into_iter()
            .filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)))
            .collect::<Punctuated<_, Token![,]>>();
        if let Some(clause) = &mut generics.where_clause {
            clause.predicates = std::mem::take(&mut clause.predicates)
                .into_iter()
                .filter(|predicate| matches!(predicate, syn::WherePredicate::Type(_)))
                .collect();
        }
        let private = paths::private(route.facade.as_ref());
        let selection = &route.selection;
        let has_policy = selection.pick.is_some()
            || selection.omit.is_some()
            || selection.exclude_none
            || selection.exclude_defaults;
        let policy = if has_policy {
            let policy = named("__policy");
            quote!(#policy)
        } else {
            quote!(#private::Everything)
        };
        Self {
            returns: returns::alias_of(&route.returns.ty, &named("__returns"), &signature.generics),
            model: route.response.as_ref().map_or_else(
                || syn::parse_quote!(()),
                |response| returns::alias_of(&response.ty, &named("__model"), &signature.generics),
            ),
            marker: named(""),
            extensions: named("__extensions"),
            policy,
            generics,
            attributes: route
                .handler
                .attributes
                .iter()
                .filter_map(inherited)
                .collect(),
            short: Ident::new("__steadfast", Span::call_site()),
            facade: paths::facade(route.facade.as_ref()),
            private,
        }
    }

    /// The lint attributes of the function.
    fn lints(&self) -> Vec<Attribute> {
        let lints = self.attributes.iter();
        lints
            .filter(|attribute| !attribute.path().is_ident("cfg"))
            .cloned()
            .collect()
    }

    /// `__create_user` or `__list::<Db>`, as a type.
    fn marker_type(&self) -> TokenStream {
        let marker = &self.marker;
        let (_, generics, _) = self.generics.split_for_impl();
        let generics = generics.as_turbofish();
        quote!(#marker #generics)
    }
}

/// What has to stand on every emitted item as it stands on the function. What is expected of the function is allowed
/// to the rest.
fn inherited(attribute: &Attribute) -> Option<Attribute> {
    let is = |name: &&str| attribute.path().is_ident(*name);
    if is(&"expect")
        && let syn::Meta::List(list) = &attribute.meta
    {
        let lints = &list.tokens;
        return Some(syn::parse_quote!(#[allow(#lints)]));
    }
    ["cfg", "allow", "warn", "deny", "forbid"]
        .iter()
        .any(is)
        .then(|| attribute.clone())
}

/// The type that carries the contract. It is as visible as the function, since the function's type names it, and it has
/// braces, since a unit struct would take its name from the patterns of other macros.
fn marker(route: &Route, names: &Names) -> TokenStream {
    let Names {
        marker,
        generics,
        attributes,
        ..
    } = names;
    let visibility = &route.handler.visibility;
    let (declared, _, clause) = generics.split_for_impl();
    let held: Vec<_> = generics
        .type_params()
        .map(|parameter| &parameter.ident)
        .collect();
    let content = (!held.is_empty()).then(
        || quote!(held: ::core::marker::PhantomData<(#(fn() -> ::std::boxed::Box<#held>,)*)>),
    );
    quote! {
        #(#attributes)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #visibility struct #marker #declared #clause { #content }
    }
}

/// The function, with the user's tokens inside and the contract around them.
fn function(route: &Route, names: &Names, assertions: &[Assertion], is_good: bool) -> TokenStream {
    let Names {
        private, returns, ..
    } = names;
    let handler = &route.handler;
    let (attributes, visibility) = (&handler.attributes, &handler.visibility);
    let marker = names.marker_type();
    let mut signature = handler.signature.clone();
    let misplaced = if is_good {
        Vec::new()
    } else {
        take_misplaced(route, &mut signature)
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
    signature.output = syn::parse_quote!(-> #private::Answer<#marker, #returns>);
    let answer = if is_good {
        let renderer = checks::renderer(route, names, assertions);
        quote! {
            #[allow(unused_braces)]
            let __returned = #value;
            #private::answer(__returned, #renderer)
        }
    } else {
        quote! {
            #[allow(unused_braces)]
            let __returned = #value;
            #private::unjudged_answer(__returned)
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

/// The function of a fault that returns `impl Trait`: the compiler infers what stands there, so that the body is still
/// checked, and nothing is said about a type that has been refused already.
fn faulty_opaque(
    route: &Route,
    names: &Names,
    mut signature: Signature,
    misplaced: &[PatType],
) -> TokenStream {
    let private = &names.private;
    let handler = &route.handler;
    let (attributes, visibility) = (&handler.attributes, &handler.visibility);
    let marker = names.marker_type();
    let returned = returns::inferred(&route.returns.ty);
    let body = &handler.body;
    let value = if signature.asyncness.take().is_some() {
        quote!(async move #body.await)
    } else {
        quote!((move || #body)())
    };
    signature.asyncness = Some(Token![async](Span::call_site()));
    signature.output = syn::parse_quote!(-> #private::Answer<#marker, ()>);
    quote! {
        #(#attributes)*
        #visibility #signature {
            #(let #misplaced = #private::never();)*
            let _: #returned = #value;
            #private::unjudged_answer(())
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
