//! The contract as the end of the function uses it: what is declared, the assertions of the rules that need types, the
//! description of the types, and the renderer of the returned value.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Meta};

use super::{Names, declaration, described};
use crate::expand::assertion::{Questions, answers, printed};
use crate::model::Route;
use crate::model::types::mentioned;
use crate::rules::Assertion;

/// The renderer of a handler, behind everything that it needs. It is a block, so that the user's code sees none of it.
pub(super) fn renderer(route: &Route, names: &Names, assertions: &[Assertion]) -> TokenStream {
    let Names {
        short,
        marker,
        policy,
        ..
    } = names;
    let imports = names.imports();
    let declaration = declaration::items(route, names, true);
    let returned = &route.returns.ty;
    let model = route
        .response
        .as_ref()
        .map(|response| response.ty.clone())
        .map(|model| quote!(let __model = #short::Probe::<#model>::new();));
    // Each is asked once: an answer costs the compiler a search through the methods of a probe.
    let (outcome, named) = (quote!(__outcome), quote!(__body));
    let declared = quote!(::core::marker::PhantomData::<#marker>);
    let (body, contract) = if route.response.is_none() {
        (quote!(#short::NoModel), declared)
    } else if route.may_leave_statuses_to_a_set() {
        let body = quote!((&__model).body::<#policy>().with_own_statuses());
        let contract = quote!(#short::with_statuses_of(#declared, #named));
        (body, contract)
    } else {
        (quote!((&__model).body::<#policy>()), declared)
    };
    let is_generic = route.response.as_ref().is_some_and(|response| {
        mentioned(&response.ty, &route.handler.signature.generics)
            .next()
            .is_some()
    });
    let response = route.response.as_ref().map(|response| &response.ty);
    let questions = Questions {
        short: quote!(#short),
        model_in_constants: response.filter(|_| !is_generic).cloned(),
        contract: quote!(::core::marker::PhantomData::<#marker>),
        model: quote!(__model),
        outcome: outcome.clone(),
        body: named.clone(),
        lints: lints(route),
    };
    let before = printed(
        assertions.iter().filter(|one| !one.asks_what_is_returned()),
        &questions,
    );
    let behind = printed(
        assertions.iter().filter(|one| one.asks_what_is_returned()),
        &questions,
    );
    let description = described::parts(route, names, &named);
    let value = route.returns.value;
    let answers = answers(&questions, value, is_generic);
    // Nothing calls the closure: all that is needed of it is the type of its result. So none of it becomes code of the program.
    quote! {{
        #imports
        #short::Typed::typed(|| {
            #declaration
            #model
            let #named = #body;
            #before
            let __returns = (&#short::Probe::<#returned>::new()).split();
            let #outcome = __returns.value().outcome();
            let __error = __returns.error();
            let __errors = __error.declared();
            #answers
            #behind
            // A handler that is linked may be deprecated.
            #[allow(deprecated)]
            let __described = #short::Describing::of(#contract, #description).described();
            #short::Rendering::of(
                __described,
                &__returns,
                #outcome,
                #named,
                __errors,
            )
        })
        .renderer()
    }}
}

/// The lint attributes of the function, which hold for the warnings of rules too. What is expected of the function is
/// allowed there.
fn lints(route: &Route) -> Vec<Attribute> {
    let attributes = route.handler.attributes.iter();
    attributes.filter_map(lint).collect()
}

fn lint(attribute: &Attribute) -> Option<Attribute> {
    let is = |name: &&str| attribute.path().is_ident(*name);
    if is(&"expect")
        && let Meta::List(list) = &attribute.meta
    {
        let lints = &list.tokens;
        return Some(syn::parse_quote!(#[allow(#lints)]));
    }
    ["allow", "warn", "deny", "forbid"]
        .iter()
        .any(is)
        .then(|| attribute.clone())
}
