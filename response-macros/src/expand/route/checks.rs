//! Where each bound is asserted, each at the user's tokens, and how the returned value is rendered.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::{Names, returns};
use crate::expand::place::call;
use crate::model::{Route, is_media_range, is_redirect};
use crate::report::Place;

/// The renderer of a handler, and the assertions before it.
pub(super) fn renderer(route: &Route, names: &Names) -> TokenStream {
    let Names {
        short,
        returns: returned,
        model,
        ..
    } = names;
    let marker = names.marker_type();
    let imports = returns::imports(names);
    let body = returns::body(route, names, model);
    let same = quote!(#short::same);
    let assert_body = route.response.as_ref().map(|response| {
        let place = Place::of(&response.ty);
        let probe = call(&same, quote!(#short::Probe::<#model>::new()), place);
        let assert = call(&quote!(#short::assert_body), probe, place);
        quote!(#assert;)
    });
    let (value, error) = (route.returns.value, route.returns.error);
    let error_probe = call(&same, quote!(&returns.error()), error);
    let assert_error = call(&quote!(#short::assert_error), error_probe, error);
    let outcome = call(&same, quote!(returns.value().outcome()), value);
    let renderer = call(
        &quote!(#short::renderer),
        quote! {
            ::core::marker::PhantomData::<#marker>,
            &returns,
            #outcome,
            #body,
            returns.error().declared(),
        },
        value,
    );
    let fields = fields(route, names, &body);
    let media_type = media_type(route, names, &body);
    let judged = judged(route, names, &body);
    quote! {{
        #imports
        #assert_body
        #fields
        #media_type
        let returns = (&#short::Probe::<#returned>::new()).split();
        #assert_error;
        #judged
        #renderer
    }}
}

/// `unknown_field`: each name of `pick` and `omit`.
fn fields(route: &Route, names: &Names, body: &TokenStream) -> TokenStream {
    let short = &names.short;
    let selection = &route.selection;
    let named: Vec<&Ident> = selection
        .pick
        .iter()
        .chain(&selection.omit)
        .flatten()
        .collect();
    let checks = named.iter().map(|field| {
        let text = field.unraw().to_string();
        let place = Place::from(field.span());
        let body = call(&quote!(#short::same), body.clone(), place);
        let assert = call(
            &quote!(#short::assert_field::<{ #short::field_hash(#text) }, _>),
            body,
            place,
        );
        quote!(#assert;)
    });
    quote!(#(#checks)*)
}

/// `bad_media_type`: which kinds it refines.
fn media_type(route: &Route, names: &Names, body: &TokenStream) -> Option<TokenStream> {
    let short = &names.short;
    let media_type = route.media_type.as_ref()?;
    let place = Place::of(media_type);
    let body = call(&quote!(#short::same), body.clone(), place);
    let assertion = if is_media_range(&media_type.value()) {
        quote!(#short::assert_media_range)
    } else {
        quote!(#short::assert_media_type)
    };
    let assert = call(&assertion, body, place);
    Some(quote!(#assert;))
}

/// The rules that need the outcome and the contract together.
fn judged(route: &Route, names: &Names, body: &TokenStream) -> TokenStream {
    let short = &names.short;
    let marker = names.marker_type();
    let mut checks = TokenStream::new();
    if route.statuses.written && !route.allows("unreachable_status") {
        for status in &route.statuses.list {
            let (Some(code), place) = (status.code, status.place) else {
                continue;
            };
            let fits = call(&quote!(#short::same), quote!(&judged), place);
            let assert = call(&quote!(#short::assert_reachable::<#code, _>), fits, place);
            checks.extend(quote!(#assert;));
        }
    }
    let redirecting = route
        .statuses
        .list
        .iter()
        .find(|status| status.code.is_some_and(is_redirect));
    if let Some(status) = redirecting
        && !route.allows("redirect_without_location")
    {
        let judged = call(&quote!(#short::same), quote!(&judged), status.place);
        let assert = call(&quote!(#short::assert_redirect), judged, status.place);
        checks.extend(quote!(#assert;));
    }
    if let Some(status) = route.statuses.find(202)
        && !route.allows("accepted_without_task")
    {
        let sent = ["task_id", "job_id", "operation_id"].map(|name| route.selection.keeps(name));
        let task = call(
            &quote!(#short::same),
            quote!((&&&&judged.sending::<#(#sent),*>()).task()),
            status.place,
        );
        let assert = call(&quote!(#short::assert_task), task, status.place);
        checks.extend(quote!(#assert;));
    }
    if route.statuses.find(201).is_some() && !route.allows("created_without_location") {
        let warning = Ident::new("created_without_location", route.returns.value.first);
        checks.extend(quote!(judged.#warning();));
    }
    if checks.is_empty() {
        return checks;
    }
    quote! {
        let judged = #short::Judged::of(
            ::core::marker::PhantomData::<#marker>,
            returns.value().outcome(),
            #body,
        )
        .fits();
        #checks
    }
}
