use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::types::suggests_a_value;
use crate::model::{Declared, Delay, Detail, HeaderValue};

/// The constant `NotFound: Declared`, with what is the same for every occurrence of the error.
pub(super) fn constant(
    name: &Ident,
    declared: &Declared,
    format: Option<&TokenStream>,
) -> TokenStream {
    let (status, code) = (declared.code_or_500(), &declared.code.text);
    let mut parts = TokenStream::new();
    if let Some(title) = &declared.title {
        parts.extend(quote!(.title(#title)));
    }
    if let Some(uri) = &declared.type_uri {
        parts.extend(quote!(.type_uri(#uri)));
    }
    if let Some(description) = &declared.description {
        parts.extend(quote!(.description(#description)));
    }
    match &declared.detail {
        Detail::Message => {}
        Detail::Text(text) => parts.extend(quote!(.detail(#text))),
        Detail::Withheld => parts.extend(quote!(.without_detail())),
    }
    if let Some(format) = format.filter(|_| declared.body.is_none()) {
        parts.extend(quote!(.format(#format)));
    }
    // A server error sends its title, never its message.
    let is_told = !declared.is_server_error() || matches!(declared.detail, Detail::Text(_));
    if let Some(example) = declared.example.as_ref().filter(|_| is_told) {
        parts.extend(quote!(.example(#example)));
    }
    let headers: Vec<_> = declared
        .headers
        .iter()
        .filter_map(|header| match &header.value {
            HeaderValue::Text(value) => {
                let name = &header.name;
                Some(quote!((#name, #value)))
            }
            HeaderValue::Field(_) | HeaderValue::Challenge(..) => None,
        })
        .collect();
    if !headers.is_empty() {
        parts.extend(quote!(.headers(&[#(#headers),*])));
    }
    quote! {
        #[allow(non_upper_case_globals)]
        const #name: __declared::Declared = __declared::Declared::new(#status, #code) #parts;
    }
}

/// The entry in the document.
pub(super) fn entry(name: &Ident, declared: &Declared, private: &TokenStream) -> TokenStream {
    let mut parts = TokenStream::new();
    let mut asserted = TokenStream::new();
    if let Some(body) = &declared.body {
        let (model, media_type) = (&body.model, body.media_type());
        parts.extend(quote! {
            .body(#media_type, __declared::schema(#private::Slot::<#model>::SHAPE, __operation))
        });
    }
    for extension in &declared.extensions {
        let (name, ty) = (&extension.name, &extension.ty);
        // The name suggests what is said of it where it is refused.
        let assert = match suggests_a_value(ty) {
            Some(value) => quote!(<#value as #private::rules::untyped_extension>::check),
            None => quote!(<#ty as #private::rules::not_a_response_model>::check),
        };
        asserted.extend(quote!(let _ = #assert;));
        parts.extend(quote! {
            .extension(
                #name,
                __declared::schema(#private::Slot::<#ty>::SHAPE, __operation),
                !#private::Slot::<#ty>::OMITTABLE,
            )
        });
    }
    for header in &declared.headers {
        let name = &header.name;
        match &header.value {
            HeaderValue::Text(_) => {}
            HeaderValue::Field(_) => parts.extend(quote!(.header(#name))),
            HeaderValue::Challenge(..) => parts.extend(quote!(.challenge(#name))),
        }
    }
    match &declared.retry_after {
        None => {}
        Some(Delay::Seconds(_)) => parts.extend(quote!(.retry_after(true))),
        Some(Delay::Field(_, ty)) => {
            parts.extend(quote!(.retry_after(__declared::Delays::<#ty>::ALWAYS)));
        }
    }
    quote! {
        #asserted
        #name.described() #parts .add_to(__operation);
    }
}
