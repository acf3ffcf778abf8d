//! The parts of a state: one implementation of `FromRef` for each field.

use proc_macro2::TokenStream;
use quote::quote;

use super::paths;
use super::place::call;
use crate::attr::state::RawState;
use crate::report::Place;

/// The implementations.
pub fn expand(state: &RawState) -> TokenStream {
    let private = paths::private(state.facade.as_ref());
    let name = &state.name;
    let (parameters, arguments, clause) = state.generics.split_for_impl();
    let parts = state.parts.iter().map(|part| {
        let (member, ty) = (&part.member, &part.ty);
        let clone = quote!(::core::clone::Clone::clone);
        let part = call(&clone, quote!(&state.#member), Place::of(ty));
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #parameters #private::FromRef<#name #arguments> for #ty #clause {
                fn from_ref(state: &#name #arguments) -> Self {
                    #part
                }
            }
        }
    });
    quote!(#(#parts)*)
}
