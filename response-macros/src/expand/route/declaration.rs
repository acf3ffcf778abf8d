//! The contract as data: `impl Contract for __create_user`, and the statuses it declares.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{FnArg, GenericArgument, PathArguments, Type};

use super::{Names, documented, returns};
use crate::attr::route::Dates;
use crate::expand::place::call;
use crate::expand::{assertion, exceptions};
use crate::model::types::{is_opaque, last_name, suggested};
use crate::model::{Route, Verb, content_of};
use crate::report::Place;
use crate::rules::may_redirect;

pub(super) fn expand(route: &Route, names: &Names, is_good: bool) -> TokenStream {
    let Names {
        private,
        generics,
        marker,
        attributes,
        ..
    } = names;
    let (declared, arguments, clause) = generics.split_for_impl();
    let info = info(route, names);
    let codes: Vec<u16> = if is_good {
        route.statuses.codes().collect()
    } else {
        Vec::new()
    };
    let declares = codes.iter().map(|code| {
        quote! {
            #(#attributes)*
            #[automatically_derived]
            impl #declared #private::Declares<#code> for #marker #arguments #clause {}
        }
    });
    let declares_one = (codes.len() == 1).then(|| {
        quote! {
            #(#attributes)*
            #[automatically_derived]
            impl #declared #private::DeclaresOneStatus for #marker #arguments #clause {}
        }
    });
    let declares_redirect = (is_good && may_redirect(route)).then(|| {
        quote! {
            #(#attributes)*
            #[automatically_derived]
            impl #declared #private::DeclaresRedirect for #marker #arguments #clause {}
        }
    });
    // After a fault the path may stand where it is not read.
    let mounted = (route.path.is_some() || route.is_path_unread || !is_good).then(|| {
        let count = parameter_count(route);
        quote! {
            #(#attributes)*
            #[automatically_derived]
            impl #declared #private::HasPath for #marker #arguments #clause {
                type Parameters = #private::Parameters<#count>;
            }
        }
    });
    let documented = is_good.then(|| documented::items(route, names));
    let describe = is_good.then(|| describe(route, names));
    let policy = is_good.then(|| policy(route, names));
    let references = is_good.then(|| references(route, names));
    quote! {
        #policy
        #documented
        #(#attributes)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #declared #private::Contract for #marker #arguments #clause {
            const ROUTE: &'static #private::RouteInfo = &#info;
            #describe
        }
        #(#declares)*
        #declares_one
        #declares_redirect
        #mounted
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
    let private = &names.private;
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

/// What the handler's types add to the document. A contract with a fault adds nothing.
fn describe(route: &Route, names: &Names) -> TokenStream {
    let Names { private, short, .. } = names;
    let marker = names.marker_type();
    let imports = returns::imports(names);
    let returned = returns::elided(&names.returns);
    let body = returns::body(route, names, &returns::elided(&names.model));
    let inputs = inputs(route, names);
    let documented = documented::describe(route, names);
    let errors = route
        .errors
        .iter()
        .map(|error| declared_error(error, short));
    quote! {
        fn describe(__operation: &mut #private::Operation<'_>) {
            #imports
            #inputs
            let __returns = (&#short::Probe::<#returned>::new()).split();
            #short::Successes::of(::core::marker::PhantomData::<#marker>, &__returns, __returns.value().outcome(), #body)
                .describe(__operation);
            __returns.error().declared().describe(__operation);
            #(#errors)*
            #documented
        }
    }
}

/// The arguments' types are read from the function, so that each is named once. With `impl Trait` among them the
/// function has no type that could be named, and with `#[cfg]` on one of them their number is unknown: then nothing is
/// documented.
fn inputs(route: &Route, names: &Names) -> TokenStream {
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
    if types.is_empty() || is_opaque || is_conditional {
        return TokenStream::new();
    }
    let function = &signature.ident;
    let (_, arguments, _) = names.generics.split_for_impl();
    let turbofish = arguments.as_turbofish();
    let arguments: Vec<Ident> = (0..types.len())
        .map(|index| format_ident!("__argument_{index}"))
        .collect();
    let parts = types.iter().zip(&arguments).map(|(ty, argument)| {
        let place = Place::of(ty);
        let part = quote!(#short::asked(#argument).part());
        let part = call(&quote!(#short::same), part, place);
        let describe = Ident::new(&description(ty), Span::call_site());
        let describe = call(
            &quote!(#short::#describe),
            quote!(#part, __operation),
            place,
        );
        quote!(#describe;)
    });
    let state = types.iter().find_map(|ty| state(ty));
    let state = state.map_or_else(
        || quote!(()),
        |state| {
            let state = returns::elided(state);
            quote!(#state)
        },
    );
    quote! {
        let (#(#arguments,)*) =
            #short::inputs(&#function #turbofish, ::core::marker::PhantomData::<fn() -> #state>);
        #(#parts)*
    }
}

/// The function that describes an argument, in the words that the name of its type suggests where it is refused.
fn description(ty: &Type) -> String {
    let is_paging = last_name(ty).is_some_and(|name| name == "Query")
        && ["PageQuery", "CursorQuery"].iter().any(|name| {
            content_of(ty, "Query")
                .and_then(last_name)
                .is_some_and(|inner| inner == name)
        });
    match suggested(ty) {
        _ if is_paging => "describe_input_of_paging".to_owned(),
        Some((_, end)) => format!("describe_input_{end}"),
        None => "describe_input".to_owned(),
    }
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
    let place = Place::of(error);
    let probe = quote!(#short::Probe::<#error>::new());
    let assert = assertion::declared_error(&probe, &quote!(#short), place);
    quote! {
        #assert
        #probe.declared().describe(__operation);
    }
}

/// `pick`, `omit`, `exclude_none`, `exclude_defaults` as a type.
fn policy(route: &Route, names: &Names) -> TokenStream {
    let Names {
        private,
        policy,
        attributes,
        ..
    } = names;
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
    let texts = |names: &[Ident]| -> Vec<String> {
        names.iter().map(|name| name.unraw().to_string()).collect()
    };
    if let Some(names) = &selection.pick {
        let names = texts(names);
        constants.extend(
            quote!(const FIELDS: #private::Fields = #private::Fields::Pick(&[#(#names),*]);),
        );
    } else if let Some(names) = &selection.omit {
        let names = texts(names);
        constants.extend(
            quote!(const FIELDS: #private::Fields = #private::Fields::Omit(&[#(#names),*]);),
        );
    }
    if constants.is_empty() {
        return constants;
    }
    quote! {
        #(#attributes)*
        #[allow(non_camel_case_types, dead_code)]
        struct #policy {}
        #(#attributes)*
        #[automatically_derived]
        impl #private::Policy for #policy {
            #constants
            type Nested = #private::Nested<Self>;
        }
    }
}

/// The paths that an editor follows: `allow(rule)` to the rule's page, `status = CREATED` to the constant.
fn references(route: &Route, names: &Names) -> TokenStream {
    let Names {
        private,
        facade,
        attributes,
        ..
    } = names;
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
        #(#attributes)*
        const _: () = {
            #rules
            #(let _ = #private::StatusCode::#constants;)*
        };
    }
}
