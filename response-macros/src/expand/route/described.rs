//! What the handler's types add to the document, as one value: each part of it is the answer of a probe, or asserted at
//! the user's token.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{FnArg, GenericArgument, PathArguments, Type};

use super::{Names, documented};
use crate::expand::assertion::{declared_error as assert_declared, suggested_bound};
use crate::expand::place::call;
use crate::model::types::{is_opaque, last_name, suggested};
use crate::model::{Route, content_of};
use crate::report::Place;

/// The parts, in the order in which they are added.
pub(super) fn parts(route: &Route, names: &Names, body: &TokenStream) -> TokenStream {
    let Names { short, marker, .. } = names;
    let inputs = inputs(route, names);
    let successes = quote! {
        #short::Successes::of(::core::marker::PhantomData::<#marker>, &__returns, __outcome, #body)
    };
    let errors = route
        .errors
        .iter()
        .map(|error| declared_error(error, short));
    let related = documented::related(route, names);
    let parts = inputs
        .into_iter()
        .chain([successes, quote!(__errors)])
        .chain(errors)
        .chain(related);
    // One element follows another in nested pairs, so that their number has no limit.
    parts.fold(quote!(()), |before, part| quote!((#before, #part)))
}

/// The arguments. `impl Trait` cannot be named in the body, so with it among them nothing is documented, and neither is
/// it with `#[cfg]` on one of them, since their number is unknown.
fn inputs(route: &Route, names: &Names) -> Vec<TokenStream> {
    let short = &names.short;
    let signature = &route.handler.signature;
    let types: Vec<&Type> = signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(input) => Some(&*input.ty),
            FnArg::Receiver(_) => None,
        })
        .collect();
    let is_opaque = types.iter().copied().any(is_opaque);
    let is_conditional = signature.inputs.iter().any(
        |input| matches!(input, FnArg::Typed(input) if input.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))),
    );
    if is_opaque || is_conditional {
        return Vec::new();
    }
    let state = types.iter().find_map(|ty| state(ty));
    let state = state.map_or_else(|| quote!(()), |state| quote!(#state));
    let part = |ty: &&Type| {
        let place = Place::of(ty);
        let part = quote!(#short::asked(#short::Input::<#ty, #state>::new()).part());
        let part = call(&quote!(#short::same), part, place);
        let bound = input_bound(ty, short);
        call(&quote!(#bound::describe_input), part, place)
    };
    types.iter().map(part).collect()
}

/// The bound of an argument, in the words that the name of its type suggests where it is refused.
fn input_bound(ty: &Type, short: &Ident) -> TokenStream {
    let is_paging = last_name(ty).is_some_and(|name| name == "Query")
        && ["PageQuery", "LimitOffset", "CursorQuery"]
            .iter()
            .any(|name| {
                content_of(ty, "Query")
                    .and_then(last_name)
                    .is_some_and(|inner| inner == name)
            });
    let suggestion = match suggested(ty) {
        _ if is_paging => "of_paging",
        _ if content_of(ty, "Accept").is_some() => "of_accept",
        _ if content_of(ty, "AddToResponse").is_some() => "of_added_headers",
        Some((_, end)) => end,
        None => return quote!(#short::InputOf),
    };
    let bound = Ident::new(&suggested_bound("Input", suggestion), Span::call_site());
    quote!(#short::rules::#bound)
}

/// The `T` of a `State<T>`. The state may be another one of which `T` is a part; a `T` does for most extractors.
fn state(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "State")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(state) => Some(state),
        _ => None,
    }
}

/// Asserts `errors = E` where it is written.
fn declared_error(error: &Type, short: &Ident) -> TokenStream {
    let probe = quote!(#short::Probe::<#error>::new());
    let assert = assert_declared(&probe, &quote!(#short), Place::of(error));
    quote!({
        #assert
        #short::beside(#probe.declared())
    })
}
