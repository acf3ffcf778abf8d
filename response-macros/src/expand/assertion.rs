//! The assertions of the rules that need types, as emitted code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::place::call;
use crate::rules::{Assertion, Constant, Subject};

/// The subjects of assertions in emitted code, as expressions.
pub(super) struct Questions {
    /// The hidden module.
    pub short: TokenStream,
    /// The contract, as a `PhantomData`.
    pub contract: TokenStream,
    /// The probe of the declared model.
    pub model: TokenStream,
    /// The returned value, as the result of a probe.
    pub outcome: TokenStream,
    /// What can be sent, as the result of a probe.
    pub body: TokenStream,
}

/// The calls, in their order.
pub(super) fn printed<'a>(
    assertions: impl IntoIterator<Item = &'a Assertion>,
    questions: &Questions,
) -> TokenStream {
    let Questions {
        short,
        contract,
        outcome,
        body,
        ..
    } = questions;
    let mut needs_judged = false;
    let mut calls = TokenStream::new();
    for assertion in assertions {
        needs_judged |= assertion.subject.is_judged();
        calls.extend(one(assertion, questions));
    }
    let judged = needs_judged
        .then(|| quote!(let __judged = #short::Judged::of(#contract, #outcome, #body).fits();));
    quote!(#judged #calls)
}

fn one(assertion: &Assertion, questions: &Questions) -> TokenStream {
    let Questions {
        short, model, body, ..
    } = questions;
    let place = assertion.place;
    let name = Ident::new(assertion.function, place.first);
    let argument = match &assertion.subject {
        // `Result<Reply<Created<V>>, E>` has three outer types.
        Subject::Model => quote!(#model.peeled().peel().peel().peel()),
        Subject::Body => body.clone(),
        Subject::Error => quote!(&__returns.error()),
        Subject::Outcome => quote!(&__judged),
        Subject::Task(sent) => quote!((&&&&__judged.sending::<#(#sent),*>()).task()),
        Subject::Warning => return quote!(__judged.#name();),
    };
    let constants = assertion.constant.as_ref().map(|constant| match constant {
        Constant::Status(code) => quote!(::<#code, _>),
        Constant::Field(name) => quote!(::<{ #short::field_hash(#name) }, _>),
    });
    let function = Ident::new(assertion.function, proc_macro2::Span::call_site());
    let argument = call(&quote!(#short::same), argument, place);
    let call = call(&quote!(#short::#function #constants), argument, place);
    quote!(#call;)
}
