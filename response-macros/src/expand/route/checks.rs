//! Rendering the returned value, after the assertions of the rules that need types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Names, returns};
use crate::expand::assertion::{Questions, answers, printed};
use crate::model::Route;
use crate::model::types::mentioned;
use crate::rules::Assertion;

/// The renderer of a handler, and the assertions before it.
pub(super) fn renderer(route: &Route, names: &Names, assertions: &[Assertion]) -> TokenStream {
    let Names {
        short,
        returns: returned,
        model,
        ..
    } = names;
    let marker = names.marker_type();
    let imports = returns::imports(names);
    let body = returns::body(route, names, model);
    let outcome = quote!(__returns.value().outcome());
    let questions = Questions {
        short: quote!(#short),
        contract: quote!(::core::marker::PhantomData::<#marker>),
        model: quote!(#short::Probe::<#model>::new()),
        outcome: outcome.clone(),
        body: body.clone(),
        lints: names.lints(),
    };
    let before = printed(
        assertions.iter().filter(|one| !one.asks_what_is_returned()),
        &questions,
    );
    let behind = printed(
        assertions.iter().filter(|one| one.asks_what_is_returned()),
        &questions,
    );
    let value = route.returns.value;
    let is_generic = route
        .response
        .as_ref()
        .is_some_and(|response| mentioned(&response.ty, &names.generics).next().is_some());
    let answers = answers(&questions, value, is_generic);
    quote! {{
        #imports
        #before
        let __returns = (&#short::Probe::<#returned>::new()).split();
        #answers
        #behind
        #short::Rendering::of(
            ::core::marker::PhantomData::<#marker>,
            &__returns,
            #outcome,
            #body,
            __returns.error().declared(),
        )
        .renderer()
    }}
}
