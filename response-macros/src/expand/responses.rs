//! The implementation of a set of responses: each variant is sent as a route with its status would send its content.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, GenericParam, Generics};

use super::assertion::{Questions, answers, printed};
use super::place::shown;
use super::{exceptions, paths, selected};
use crate::model::types::is_generic;
use crate::model::{ResponseSet, ResponseVariant};
use crate::rules::{Assertion, Subject};

#[cfg(test)]
mod tests;

/// The implementation. After a fault it has the same statuses and sends nothing, so that code that uses the enum does not
/// fail as well.
pub fn expand(set: &ResponseSet, assertions: &[Assertion], is_good: bool) -> TokenStream {
    let private = paths::private(set.facade.as_ref());
    if is_good {
        implementation(set, assertions, &private)
    } else {
        stand_in(set, &private)
    }
}

fn implementation(
    set: &ResponseSet,
    assertions: &[Assertion],
    private: &TokenStream,
) -> TokenStream {
    let name = &set.name;
    let (parameters, arguments, clause) = set.generics.split_for_impl();
    let codes: Vec<u16> = set.known().map(|(code, ..)| code).collect();
    let statuses = codes.iter().rfold(
        quote!(()),
        |rest, code| quote!((__steadfast::Status<#code>, #rest)),
    );
    let predicates = clause.map(|clause| {
        let predicates = &clause.predicates;
        quote!(#predicates,)
    });
    let bounds = bounds(set);
    let judged = with_contract(set);
    let (judged, ..) = judged.split_for_impl();
    // At the enum: for a bound at the derive itself, rustc would suggest implementing the trait by hand.
    let header = quote_spanned! {shown(name.span())=>
        impl #judged __steadfast::OutcomeOf<__C, __K> for #name #arguments
        where
            #predicates
            #(#bounds,)*
            __C: __steadfast::Declaration,
            __K: __steadfast::DeclaresSet<Self> #(+ __steadfast::rules::undeclared_status_of_set<__C, #codes>)*,
    };
    let arms = set
        .known()
        .map(|(code, _, variant)| arm(set, variant, code, assertions));
    let entries = set.known().map(|(code, _, variant)| entry(variant, code));
    let exceptions = exceptions::list(set.allows(), private)
        .map(|exceptions| quote!(__operation.schemas.add_exceptions(#exceptions);));
    let references = references(set, private);
    let policies = policies(set);
    // A deprecated variant is still sent. The lint stays on where a rule reports through it.
    let warns = assertions
        .iter()
        .any(|assertion| matches!(assertion.subject, Subject::Warning(_)));
    let inherited = lints(set);
    let lints = (!warns).then(|| quote!(#[allow(deprecated)]));
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::{self as __steadfast, fallbacks::*};
            #references
            #policies
            #[automatically_derived]
            impl #parameters __steadfast::Outcome for #name #arguments #clause {}
            #[automatically_derived]
            impl #parameters __steadfast::Responses for #name #arguments #clause {
                const STATUSES: &'static [u16] = &[#(#codes),*];
                type Statuses = #statuses;
            }
            #[automatically_derived]
            impl #parameters __steadfast::Declarable for #name #arguments #clause {
                type Model = ();
            }
            #(
                #[automatically_derived]
                impl #parameters __steadfast::OutcomeReaches<#codes> for #name #arguments #clause {}
            )*
            #lints
            #(#inherited)*
            #header
            {
                fn render(self) -> __steadfast::Response {
                    match self {
                        #(#arms)*
                    }
                }
                #[allow(unused_variables)]
                fn describe(__operation: &mut __steadfast::Operation<'_>) {
                    #exceptions
                    #(#entries)*
                }
            }
        };
    }
}

/// The lint attributes of the enum.
fn lints(set: &ResponseSet) -> impl Iterator<Item = &Attribute> {
    set.attributes.iter().filter(|attribute| {
        ["allow", "warn", "deny", "forbid"]
            .iter()
            .any(|lint| attribute.path().is_ident(lint))
    })
}

fn stand_in(set: &ResponseSet, private: &TokenStream) -> TokenStream {
    let name = &set.name;
    let (parameters, arguments, clause) = set.generics.split_for_impl();
    let judged = with_contract(set);
    let (judged, ..) = judged.split_for_impl();
    let reaches = reached(set, private);
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #parameters #private::Outcome for #name #arguments #clause {}
            #[automatically_derived]
            impl #parameters #private::Responses for #name #arguments #clause {
                const STATUSES: &'static [u16] = &[];
                type Statuses = ();
            }
            #[automatically_derived]
            impl #parameters #private::Declarable for #name #arguments #clause {
                type Model = ();
            }
            #reaches
            #[automatically_derived]
            impl #judged #private::OutcomeOf<__C, __K> for #name #arguments #clause {
                fn render(self) -> #private::Response {
                    #private::never()
                }
                fn describe(_: &mut #private::Operation<'_>) {}
            }
        };
    }
}

/// The statuses that a set with a fault reaches; where one of them is not known, any.
fn reached(set: &ResponseSet, private: &TokenStream) -> TokenStream {
    let name = &set.name;
    let codes: BTreeSet<u16> = set.known().map(|(code, ..)| code).collect();
    if set.variants.is_empty() || set.known().count() < set.variants.len() {
        let mut generics = set.generics.clone();
        generics.params.push(syn::parse_quote!(const __S: u16));
        let (parameters, ..) = generics.split_for_impl();
        let (_, arguments, clause) = set.generics.split_for_impl();
        return quote! {
            #[automatically_derived]
            impl #parameters #private::OutcomeReaches<__S> for #name #arguments #clause {}
        };
    }
    let (parameters, arguments, clause) = set.generics.split_for_impl();
    let codes = codes.iter();
    quote! {
        #(
            #[automatically_derived]
            impl #parameters #private::OutcomeReaches<#codes> for #name #arguments #clause {}
        )*
    }
}

/// The enum's parameters, and the contract and the body by which it is judged.
fn with_contract(set: &ResponseSet) -> Generics {
    let mut generics = set.generics.clone();
    for parameter in &mut generics.params {
        match parameter {
            GenericParam::Type(parameter) => parameter.default = None,
            GenericParam::Const(parameter) => parameter.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    let place = shown(set.name.span());
    generics.params.push(syn::parse_quote_spanned!(place=> __C));
    generics.params.push(syn::parse_quote_spanned!(place=> __K));
    generics
}

/// The where clause: what a generic model needs is not known until the enum is used.
fn bounds(set: &ResponseSet) -> Vec<TokenStream> {
    let models = set.variants.iter().filter_map(|variant| {
        let (model, value) = (variant.model.as_ref()?, variant.value()?);
        is_generic(quote!(#model #value), &set.generics)
            .then(|| quote!(#model: __steadfast::ResponseModel + __steadfast::FilledFrom<#value>))
    });
    models.collect()
}

/// The contract of a variant: that of the route, with the status of the variant.
fn contract(code: u16) -> TokenStream {
    quote!(::core::marker::PhantomData::<__steadfast::At<__C, #code>>)
}

/// The policy with the fields that a variant selects.
fn policy_of(variant: &ResponseVariant) -> Option<Ident> {
    let has_selection = variant.selection.paths().next().is_some();
    has_selection.then(|| format_ident!("__{}_policy", variant.name.unraw()))
}

/// The declarations of these policies.
fn policies(set: &ResponseSet) -> TokenStream {
    let private = quote!(__steadfast);
    let policy = |variant: &ResponseVariant| {
        let name = policy_of(variant)?;
        let fields = selected::constant(&variant.selection, &private);
        let at = selected::at(&variant.selection, &private);
        Some(quote! {
            #[allow(non_camel_case_types)]
            struct #name {}
            impl __steadfast::Policy for #name {
                #fields
                type Nested = __steadfast::Nested<Self>;
                #at
            }
        })
    };
    set.variants.iter().filter_map(policy).collect()
}

/// The probes of a variant: what it holds, without and with what a reply adds, and what is sent.
fn questions(variant: &ResponseVariant) -> [TokenStream; 3] {
    let held = match &variant.content {
        Some(content) => quote!((&__steadfast::Probe::<#content>::new()).held()),
        None => quote!((&__steadfast::Probe::<()>::new()).held()),
    };
    let outcome = quote!(#held.value().outcome());
    let body = match &variant.model {
        Some(model) => {
            let of_route = quote!(<__K as __steadfast::DeclaresSet<Self>>::Policy);
            let policy = match policy_of(variant) {
                Some(selected) => quote!(__steadfast::Selecting<#of_route, #selected>),
                None => of_route,
            };
            quote!((&__steadfast::Probe::<#model>::new()).body::<#policy>())
        }
        None => quote!(__steadfast::NoModel),
    };
    [held, outcome, body]
}

fn arm(
    set: &ResponseSet,
    variant: &ResponseVariant,
    code: u16,
    assertions: &[Assertion],
) -> TokenStream {
    let name = &variant.name;
    let contract = contract(code);
    let [held, outcome, body] = questions(variant);
    let place = variant.place();
    let model = variant.model.as_ref();
    let questions = Questions {
        short: quote!(__steadfast),
        model_in_constants: model
            .filter(|model| !is_generic(model, &set.generics))
            .cloned(),
        contract: contract.clone(),
        model: quote!(__steadfast::Probe::<#model>::new()),
        outcome: outcome.clone(),
        body: body.clone(),
        lints: lints(set).cloned().collect(),
    };
    let index = set.index_of(variant);
    let own = assertions
        .iter()
        .filter(|assertion| assertion.variant == index);
    let checks = printed(own, &questions);
    let answers = answers(&questions, place, false);
    let (pattern, value) = match &variant.content {
        Some(_) => (quote!((__value)), quote!(__value)),
        None => (quote!(), quote!(())),
    };
    quote! {
        Self::#name #pattern => {
            #answers
            #checks
            __steadfast::RenderingVariant::of(#contract, &#held, #outcome, #body).renderer()(#value)
        }
    }
}

fn entry(variant: &ResponseVariant, code: u16) -> TokenStream {
    let contract = contract(code);
    let [held, outcome, body] = questions(variant);
    let description = (!variant.description.is_empty()).then(|| {
        let text = &variant.description;
        quote!(__operation.describe_status(#code, #text);)
    });
    quote! {
        __steadfast::Successes::of(#contract, &#held, #outcome, #body)
            .describe(__operation);
        #description
    }
}

/// The paths that an editor follows: `allow(rule)` to the rule's page, `status = CREATED` to the constant.
fn references(set: &ResponseSet, private: &TokenStream) -> TokenStream {
    let facade = paths::facade(set.facade.as_ref());
    let rules = exceptions::references(set.allows().map(|(_, allows)| allows), &facade);
    let constants = set
        .known()
        .filter_map(|(_, status, _)| status.constant.as_ref());
    quote! {
        #rules
        #(const _: #private::StatusCode = #private::StatusCode::#constants;)*
    }
}
