//! The implementation of an error: the problem of each variant, and its entry in the document.

mod body;
mod declared;
mod generics;
mod subset;
#[cfg(test)]
mod tests;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Member, Path};

use super::place::{call, shown};
use super::{assertion, exceptions, paths};
use crate::model::{Answer, Declared, Delay, Detail, ErrorType, ErrorVariant, HeaderValue};
use crate::report::Place;

/// The implementation; it has no checks if a fault was found, so that code that uses the type does not fail as well.
pub fn expand(error: &ErrorType, is_good: bool) -> TokenStream {
    let private = paths::private(error.facade.as_ref());
    let subsets = error
        .subsets
        .iter()
        .map(|subset| subset::definition(subset, error));
    let implementation = if is_good {
        implementation(error, &private)
    } else {
        stand_ins(error, &private)
    };
    quote! {
        #(#subsets)*
        #implementation
    }
}

fn implementation(error: &ErrorType, private: &TokenStream) -> TokenStream {
    let name = &error.name;
    let (parameters, arguments, _) = error.generics.split_for_impl();
    let clause = generics::bounds(error, private);
    let format = error.format.as_ref().map(|path| format(path, private));
    let constants = error
        .declared()
        .map(|(variant, declared)| declared::constant(&variant.name, declared, format.as_ref()));
    let into_problem = into_problem(error, private);
    let describe = describe(error, &error.variants.iter().collect::<Vec<_>>(), private);
    let subsets = error.subsets.iter().map(|subset| {
        let variants: Vec<_> = error
            .variants
            .iter()
            .filter(|variant| subset.variants.contains(&variant.name))
            .collect();
        let describe = self::describe(error, &variants, private);
        subset::implementation(subset, error, &describe, private)
    });
    let references = references(error, private);
    let into_response = into_response(
        &quote!(#parameters),
        &quote!(#name #arguments #clause),
        private,
    );
    let generic = error.generics.type_params().next().is_some().then(|| {
        let clause = &error.generics.where_clause;
        quote! {
            #[automatically_derived]
            impl #parameters #private::GenericError for #name #arguments #clause {}
        }
    });
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::declared as __declared;
            #references
            #(#constants)*
            #[automatically_derived]
            #[allow(deprecated)]
            impl #parameters #private::ErrorResponse for #name #arguments #clause {
                #into_problem
                #describe
            }
            #generic
            #into_response
            #(#subsets)*
        };
    }
}

/// `Detail` is the format of that name, any other path a function that makes one.
fn format(path: &Path, private: &TokenStream) -> TokenStream {
    match path.get_ident() {
        Some(name)
            if ["Problem", "Detail", "Structured"]
                .iter()
                .any(|known| name == known) =>
        {
            quote!(|| #private::ErrorFormat::#name)
        }
        _ => quote!(#path),
    }
}

fn stand_ins(error: &ErrorType, private: &TokenStream) -> TokenStream {
    let whole = stand_in(&error.name, &error.generics, private);
    let parts = error
        .subsets
        .iter()
        .map(|subset| stand_in(&subset.name, &Generics::default(), private));
    quote!(#whole #(#parts)*)
}

/// Makes the error a response by itself, where the framework has a trait for that: as the rejection of an extractor.
fn into_response(parameters: &TokenStream, of: &TokenStream, private: &TokenStream) -> TokenStream {
    quote! {
        #private::with_axum! {
            #[automatically_derived]
            impl #parameters #private::IntoResponse for #of {
                fn into_response(self) -> #private::AxumResponse {
                    #private::IntoResponse::into_response(#private::ErrorResponse::into_problem(self))
                }
            }
        }
    }
}

fn stand_in(name: &Ident, generics: &Generics, private: &TokenStream) -> TokenStream {
    let (parameters, arguments, clause) = generics.split_for_impl();
    let into_response = into_response(
        &quote!(#parameters),
        &quote!(#name #arguments #clause),
        private,
    );
    quote! {
        #into_response
        #[automatically_derived]
        impl #parameters #private::ErrorResponse for #name #arguments #clause {
            fn into_problem(self) -> #private::Problem {
                #private::declared::unjudged()
            }
            fn describe(_: &mut #private::Operation<'_>) {}
        }
    }
}

fn into_problem(error: &ErrorType, private: &TokenStream) -> TokenStream {
    let arms = error.variants.iter().map(|variant| {
        let pattern = pattern(error, variant);
        match &variant.answer {
            Answer::Nested { member, ty } => {
                let probe = quote!(#private::Probe::<#ty>::new());
                let asserted = assertion::declared_error(&probe, private, Place::of(ty));
                quote! {
                    #pattern { #member: __inner } => {
                        #asserted
                        __declared::Nested::<#ty>::into_problem(__inner)
                    }
                }
            }
            Answer::Declared(declared) if declared.body.is_some() => {
                body::arm(&pattern, &variant.name, declared, private)
            }
            Answer::Declared(declared) => {
                let (bindings, occurrence) = occurrence(&variant.name, declared, private);
                match held_precondition(variant, declared) {
                    Some((held, check)) => quote! {
                        ref __this @ #pattern { #held .. } => {
                            #check
                            #occurrence.into_problem()
                        }
                    },
                    None => quote! {
                        ref __this @ #pattern { #(#bindings)* .. } => #occurrence.into_problem()
                    },
                }
            }
        }
    });
    let has_body = body::has_any(error);
    let has_nested = error.variants.len() > error.declared().count();
    let fallbacks = fallbacks(&[
        (
            has_extensions(error) || has_body,
            quote!(#private::NotAModel),
        ),
        (has_body, quote!(#private::NoContainer)),
        (has_body, quote!(#private::Innermost)),
        (has_body, quote!(#private::CulpritInside)),
        (has_body, quote!(#private::Culprit)),
        (has_body, quote!(__declared::SendsNothing)),
        (has_nested, quote!(#private::AnyError)),
        (has_nested, quote!(__declared::NotNested)),
        (
            error
                .declared()
                .any(|(variant, declared)| held_precondition(variant, declared).is_some()),
            quote!(__declared::NotAPrecondition),
        ),
        (
            error
                .declared()
                .any(|(_, declared)| declared.is_server_error()),
            quote!(__declared::NoSources),
        ),
        (
            error
                .declared()
                .any(|(_, declared)| declared.is_server_error() && declared.cause.is_some()),
            quote!(__declared::LikeAnyhow),
        ),
        (
            error
                .declared()
                .any(|(_, declared)| declared.is_server_error() && declared.cause.is_some()),
            quote!(__declared::NoCause),
        ),
    ]);
    let message = message(error);
    let answered = quote!(match self { #(#arms,)* });
    // An error without variants never occurs, so no problem is made.
    let answered = match error.variants.as_slice() {
        [] => answered,
        _ => quote!(__declared::by::<Self>(#answered)),
    };
    quote! {
        fn into_problem(self) -> #private::Problem {
            #fallbacks
            #message
            #answered
        }
    }
}

/// The field of a variant that declares a 412 and nothing else, and what asserts that it is not a `PreconditionFailed`.
fn held_precondition(
    variant: &ErrorVariant,
    declared: &Declared,
) -> Option<(TokenStream, TokenStream)> {
    let (code, place) = declared.known_status()?;
    let member = declared.cause.as_ref()?;
    let is_bare = declared.code.text == variant.default_code()
        && declared.title.is_none()
        && declared.type_uri.is_none()
        && declared.headers.is_empty()
        && declared.retry_after.is_none()
        && declared.extensions.is_empty()
        && matches!(declared.detail, Detail::Message);
    (code == 412 && is_bare).then(|| {
        let answer = format_ident!("__answer", span = shown(place.first));
        let check = call(
            &quote!(__declared::DeclaredOnce::check),
            quote!(#answer),
            place,
        );
        let check = quote! {
            let #answer = __declared::Held(__held).precondition();
            #check;
        };
        (quote!(#member: ref __held,), check)
    })
}

/// Asserts that the type has a message. This is asserted nowhere else.
fn message(error: &ErrorType) -> Option<TokenStream> {
    error
        .declared()
        .find(|(_, declared)| declared.uses_message())?;
    let path = quote_spanned!(shown(error.name.span())=> __declared::Message::message);
    Some(quote!(let __message: fn(&Self) -> &dyn ::core::fmt::Display = #path;))
}

/// The traits with the fallback methods of the probes.
fn fallbacks(wanted: &[(bool, TokenStream)]) -> TokenStream {
    let traits = wanted
        .iter()
        .filter(|(is_wanted, _)| *is_wanted)
        .map(|(_, name)| name);
    quote!(#(#[allow(unused_imports)] use #traits as _;)*)
}

/// The fields that the pattern of a variant binds.
#[derive(Default)]
struct Bindings(Vec<(Member, Ident)>);

impl Bindings {
    /// A field may be used twice, but can be bound only once.
    fn bind(&mut self, member: &Member) -> Ident {
        if let Some((_, binding)) = self.0.iter().find(|(known, _)| known == member) {
            return binding.clone();
        }
        let span = Span::mixed_site().located_at(shown(member.span()));
        let binding = format_ident!("__field_{}", self.0.len(), span = span);
        self.0.push((member.clone(), binding.clone()));
        binding
    }
}

/// The fields that the pattern of the variant binds, and the error that is made from them.
fn occurrence(
    name: &Ident,
    declared: &Declared,
    private: &TokenStream,
) -> (Vec<TokenStream>, TokenStream) {
    let mut bound = Bindings::default();
    let mut parts = TokenStream::new();
    for extension in &declared.extensions {
        let (name, ty) = (&extension.name, &extension.ty);
        let field = bound.bind(&extension.member);
        let slot = quote!(#private::Slot::<#ty>);
        parts
            .extend(quote!(.extension(#name, #slot::is_omitted(#field), #slot::extension(#field))));
    }
    parts.extend(headers(declared, &mut |member| {
        bound.bind(member).into_token_stream()
    }));
    let occurrence = if declared.is_server_error() {
        let cause = match &declared.cause {
            Some(member) => {
                let field = bound.bind(member);
                quote!(__declared::Cause(#field).cause())
            }
            None => quote!(::core::option::Option::None),
        };
        quote!(#name.logged(__message(__this), __declared::Sources::<Self>::of(__this), #cause))
    } else {
        quote!(#name.told(__message(__this)))
    };
    let bindings = bound
        .0
        .iter()
        .map(|(member, binding)| quote!(#member: ref #binding,))
        .collect();
    (bindings, quote!(#occurrence #parts))
}

/// The headers of an occurrence that are made of its fields. `field` returns a reference to one.
fn headers(declared: &Declared, field: &mut dyn FnMut(&Member) -> TokenStream) -> TokenStream {
    let mut parts = TokenStream::new();
    for header in &declared.headers {
        let name = &header.name;
        match &header.value {
            HeaderValue::Text(_) => {}
            HeaderValue::Field(member) => {
                let field = field(member);
                parts.extend(quote!(.header(#name, #field)));
            }
            HeaderValue::Challenge(scheme, parameters) => {
                let values = parameters.iter().map(|(parameter, value)| match value {
                    HeaderValue::Field(member) => {
                        let field = field(member);
                        quote!((#parameter, #field))
                    }
                    HeaderValue::Text(text) | HeaderValue::Challenge(text, _) => {
                        quote!((#parameter, &#text))
                    }
                });
                parts.extend(quote!(.challenge(#name, #scheme, &[#(#values),*])));
            }
        }
    }
    match &declared.retry_after {
        Some(Delay::Seconds(seconds)) => parts.extend(quote!(.retry_after(&#seconds))),
        Some(Delay::Field(member, _)) => {
            let field = field(member);
            parts.extend(quote!(.retry_after(#field)));
        }
        None => {}
    }
    parts
}

fn describe(error: &ErrorType, variants: &[&ErrorVariant], private: &TokenStream) -> TokenStream {
    let entries = variants.iter().map(|variant| match &variant.answer {
        Answer::Nested { ty, .. } => quote!(__declared::Nested::<#ty>::describe(__operation);),
        Answer::Declared(declared) => declared::entry(&variant.name, declared, private),
    });
    let has_nested = error.variants.len() > error.declared().count();
    let has_delays = error
        .declared()
        .any(|(_, declared)| matches!(declared.retry_after, Some(Delay::Field(..))));
    let fallbacks = fallbacks(&[
        (
            has_extensions(error) || body::has_any(error),
            quote!(#private::NotAModel),
        ),
        (has_nested, quote!(__declared::NotNested)),
        (has_delays, quote!(__declared::NotADelay)),
    ]);
    let exceptions = exceptions::list(error.allows(), private)
        .map(|exceptions| quote!(__operation.schemas.add_exceptions(#exceptions);));
    // Without variants there is nothing to write down.
    if variants.is_empty() {
        return quote!(fn describe(_: &mut #private::Operation<'_>) {});
    }
    // A subset is sent as the whole enum is.
    let name = &error.name;
    let (_, arguments, _) = error.generics.split_for_impl();
    quote! {
        fn describe(__operation: &mut #private::Operation<'_>) {
            #fallbacks
            #exceptions
            let __outer = __declared::declaring::<#name #arguments>(__operation);
            #(#entries)*
            __operation.restore_source(__outer);
        }
    }
}

fn has_extensions(error: &ErrorType) -> bool {
    error
        .declared()
        .any(|(_, declared)| !declared.extensions.is_empty())
}

/// The paths that an editor follows: `allow(rule)` to the rule's page, `status = NOT_FOUND` to the constant.
fn references(error: &ErrorType, private: &TokenStream) -> TokenStream {
    let facade = paths::facade(error.facade.as_ref());
    let rules = exceptions::references(error.allows().map(|(_, allows)| allows), &facade);
    let constants = error
        .declared()
        .filter_map(|(_, declared)| declared.status.as_ref())
        .filter_map(|status| status.constant.as_ref());
    quote! {
        #rules
        #(const _: #private::StatusCode = #private::StatusCode::#constants;)*
    }
}

/// `Self::NotFound`, or `Self` for a struct.
fn pattern(error: &ErrorType, variant: &ErrorVariant) -> TokenStream {
    let name = &variant.name;
    if error.is_enum {
        quote!(Self::#name)
    } else {
        quote!(Self)
    }
}
