//! The contract as data: `struct __create_user` with `impl Declaration`, and the statuses it declares. They are items, which
//! see neither `Self` nor the generics around them, so nothing in them names a type of the user's.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;
use syn::ext::IdentExt;

use super::{Names, documented};
use crate::attr::route::Dates;
use crate::expand::{exceptions, selected};
use crate::model::{Route, Verb};
use crate::rules::may_redirect;

/// What the signature says about the contract.
pub(super) fn bound(route: &Route, names: &Names, is_good: bool) -> TokenStream {
    let private = &names.private;
    if has_path(route, is_good) {
        let count = parameter_count(route);
        quote!(#private::PathContract<#count>)
    } else {
        quote!(#private::Contract)
    }
}

/// Whether the handler can be mounted. After a fault the path may stand where it is not read.
fn has_path(route: &Route, is_good: bool) -> bool {
    route.path.is_some() || route.is_path_unread || !is_good
}

/// The type that declares the contract, and its implementations.
pub(super) fn items(route: &Route, names: &Names, is_good: bool) -> TokenStream {
    let Names { short, marker, .. } = names;
    let info = info(route, names);
    let codes: Vec<u16> = if is_good {
        route.statuses.codes().collect()
    } else {
        Vec::new()
    };
    let declares = codes
        .iter()
        .map(|code| quote!(impl #short::Declares<#code> for #marker {}));
    let declares_one =
        (codes.len() == 1).then(|| quote!(impl #short::DeclaresOneStatus for #marker {}));
    let declares_redirect = (is_good && may_redirect(route))
        .then(|| quote!(impl #short::DeclaresRedirect for #marker {}));
    let mounted = has_path(route, is_good).then(|| {
        let count = parameter_count(route);
        quote! {
            impl #short::HasPath for #marker {
                type Parameters = #short::Parameters<#count>;
            }
        }
    });
    let completed = is_good
        .then(|| documented::complete(route, names))
        .flatten();
    let complete = completed.is_some().then(|| {
        quote! {
            fn complete(operation: &mut #short::Operation<'_>) {
                __complete(operation);
            }
        }
    });
    let policy = is_good.then(|| policy(route, names));
    let references = is_good.then(|| references(route, names));
    // The type has braces, since a unit struct would take its name from the patterns of other macros.
    quote! {
        #[allow(non_camel_case_types, dead_code)]
        struct #marker {}
        impl #short::Declaration for #marker {
            const ROUTE: &'static #short::RouteInfo = &#info;
            #complete
        }
        #(#declares)*
        #declares_one
        #declares_redirect
        #mounted
        #policy
        #completed
        #references
    }
}

/// How many parameters the path has; of one that cannot be read, how many `Path<..>` takes.
fn parameter_count(route: &Route) -> usize {
    if let Some(Ok(names)) = route.path.as_ref().map(|path| &path.parameters) {
        return names.len();
    }
    let mut inputs = route.inputs.iter();
    match inputs.find(|input| input.extractor == "Path") {
        None => 0,
        Some(input) => match &input.inner {
            Some(Type::Tuple(tuple)) => tuple.elems.len(),
            _ => 1,
        },
    }
}

fn info(route: &Route, names: &Names) -> TokenStream {
    let private = names.short.to_token_stream();
    let private = &private;
    let name = route.handler.signature.ident.unraw().to_string();
    let method = route.verb().unwrap_or(Verb::Get).name();
    let mut declared = TokenStream::new();
    let mut declare = |name: &str, value: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        declared.extend(quote!(.#name(#value)));
    };
    if let Some(path) = &route.path {
        let path = path.literal.value();
        declare("path", quote!(#path));
    }
    let codes = route.statuses.codes();
    declare("statuses", quote!(&[#(#codes),*]));
    let documentation = &route.documentation;
    if let Some(summary) = &documentation.summary {
        declare("summary", quote!(#summary));
    }
    if let Some(description) = &documentation.description {
        declare("description", quote!(#description));
    }
    if let Some(description) = &documentation.response_description {
        let description = description.value();
        declare("response_description", quote!(#description));
    }
    if !documentation.tags.is_empty() {
        let tags = &documentation.tags;
        declare("tags", quote!(&[#(#tags),*]));
    }
    if !documentation.security.is_empty() {
        let alternatives = documentation.security.iter().map(|schemes| {
            let schemes = schemes.iter().map(|needed| {
                let (scheme, scopes) = (&needed.scheme, &needed.scopes);
                quote!((#scheme, &[#(#scopes),*]))
            });
            quote!(&[#(#schemes),*])
        });
        declare("security", quote!(&[#(#alternatives),*]));
    }
    if let Some(id) = &documentation.operation_id {
        let id = id.value();
        declare("operation_id", quote!(#id));
    }
    if let Some(dates) = &documentation.deprecated {
        declare("deprecated", deprecation(dates, private));
    }
    if let Some(cache) = &route.cache {
        let cache = cache.value();
        declare("cache", quote!(#cache));
    }
    if let Some(media_type) = &route.media_type {
        let media_type = media_type.value();
        declare("media_type", quote!(#media_type));
    }
    if !route.headers.is_empty() {
        let headers = route
            .headers
            .iter()
            .map(|(name, value)| quote!((#name, #value)));
        declare("headers", quote!(&[#(#headers),*]));
    }
    if let Some(exceptions) = exceptions::list([(name.clone(), &route.allows)], private) {
        declare("exceptions", exceptions);
    }
    quote! {
        #private::RouteInfo::new(#name, ::core::module_path!(), #method) #declared
    }
}

/// The values of the headers, finished here.
fn deprecation(dates: &Dates, private: &TokenStream) -> TokenStream {
    let since = dates.since.as_ref().map(|date| {
        let value = date.structured();
        quote!(.since(#value))
    });
    let sunset = dates.sunset.as_ref().map(|date| {
        let value = date.http();
        quote!(.sunset(#value))
    });
    quote!(#private::Deprecation::new()#since #sunset)
}

/// `pick`, `omit`, `exclude_none`, `exclude_defaults` as a type.
fn policy(route: &Route, names: &Names) -> TokenStream {
    let Names { short, policy, .. } = names;
    let selection = &route.selection;
    let mut constants = TokenStream::new();
    if selection.exclude_none {
        constants.extend(quote!(
            const EXCLUDE_NONE: bool = true;
        ));
    }
    if selection.exclude_defaults {
        constants.extend(quote!(
            const EXCLUDE_DEFAULTS: bool = true;
        ));
    }
    if selection.unset_as_default {
        constants.extend(quote!(
            const UNSET_AS_DEFAULT: bool = true;
        ));
    }
    constants.extend(selected::constant(selection, &quote!(#short)));
    if constants.is_empty() {
        return constants;
    }
    let at = selected::at(selection, &quote!(#short));
    quote! {
        #[allow(non_camel_case_types, dead_code)]
        struct #policy {}
        impl #short::Policy for #policy {
            #constants
            type Nested = #short::Nested<Self>;
            #at
        }
    }
}

/// The paths that an editor follows: `allow(rule)` to the rule's page, `status = CREATED` to the constant.
fn references(route: &Route, names: &Names) -> TokenStream {
    let Names { short, facade, .. } = names;
    let rules = exceptions::references([&route.allows], facade);
    let constants: Vec<&Ident> = route
        .statuses
        .list
        .iter()
        .filter_map(|status| status.constant.as_ref())
        .collect();
    if route.allows.is_empty() && constants.is_empty() {
        return TokenStream::new();
    }
    quote! {
        const _: () = {
            #rules
            #(let _ = #short::StatusCode::#constants;)*
        };
    }
}
