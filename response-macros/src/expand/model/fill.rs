//! Filling a model: from each `from = Row`, and from itself.

mod lent;
mod paged;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericParam, Generics, Lifetime, LifetimeParam, Member, PathArguments, Type, TypeReference,
};

pub use paged::links;

use super::asserts::respanned;
use super::filled::{implement, written_from};
use super::{Names, fields, structural};
use crate::attr::model::Source;
use crate::attr::serde::Standard;
use crate::expand::place::{call, shown};
use crate::model::shape::{Data, Field, Variant, Writing};
use crate::model::{Model, content_of};
use crate::report::Place;

pub fn expand(model: &Model, names: &Names) -> TokenStream {
    if model.unread.source || model.source_that_lists().is_some() {
        return anything(model, names);
    }
    let own = match structural::expand(model, names) {
        None if is_owned(model, names) => owned(names),
        structural => {
            let own = structural.unwrap_or_else(|| identity(model, names));
            let shared = shared(model, names);
            quote!(#own #shared)
        }
    };
    let sources = model
        .sources
        .iter()
        .map(|source| from(model, source, names));
    quote! {
        #own
        #(#sources)*
    }
}

/// Whether one implementation does for the model itself and for the pointers to it.
fn is_owned(model: &Model, names: &Names) -> bool {
    let own = names.own_type();
    model.generics.params.is_empty()
        && !is_pointed_to(model, "Box", &own)
        && !is_pointed_to(model, "Arc", &own)
}

/// The implementations that fill the model from itself and write it from any pointer to it.
fn owned(names: &Names) -> TokenStream {
    let Names {
        private,
        ident,
        out,
        source,
        policy,
        lifetime,
        ..
    } = names;
    quote! {
        #[automatically_derived]
        impl #private::FilledFrom<Self> for #ident {
            fn fill(#source: Self) -> Self {
                #source
            }
        }
        #[automatically_derived]
        impl<__S: #private::OwnedModel<Self>> #private::WrittenFrom<__S> for #ident {
            fn write_filled<#lifetime, #policy: #private::Policy>(
                #source: __S,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #private::OwnedModel::write_owned::<#policy>(#source, #out)
            }
            fn filled_size_hint(#source: &__S) -> usize {
                #private::OwnedModel::owned_size_hint(#source)
            }
        }
    }
}

/// A model in an `Arc`, such as one of a cache, is written where it is.
fn shared(model: &Model, names: &Names) -> TokenStream {
    let Names {
        private,
        source,
        policy,
        out,
        ..
    } = names;
    let write = quote!(#private::ResponseModel::write::<#policy>(&*#source, #out));
    let size = quote!(#private::ResponseModel::size_hint(&**#source));
    let row = names.own_type();
    pointed(
        model,
        "Arc",
        &quote!(::std::sync::Arc),
        &row,
        &names.generics,
        [write, size],
        names,
    )
}

/// The source cannot be read, so the model is filled from every type, and no use of it is an error.
fn anything(model: &Model, names: &Names) -> TokenStream {
    let (private, source) = (&names.private, Ident::new("__S", Span::call_site()));
    let mut generics = names.generics.clone();
    generics.params.push(syn::parse_quote!(#source));
    let never = quote!(#private::never());
    implement(model, &syn::parse_quote!(#source), &generics, &never, names)
}

/// The implementation that fills the model from itself.
fn identity(model: &Model, names: &Names) -> TokenStream {
    let Names {
        private,
        out,
        source,
        policy,
        ..
    } = names;
    let filled = names.implement(
        &quote!(#private::FilledFrom<Self>),
        &quote! {
            fn fill(#source: Self) -> Self {
                #source
            }
        },
    );
    let written = written_from(
        &names.generics,
        &quote!(Self),
        &quote!(#private::ResponseModel::write::<#policy>(&#source, #out)),
        &quote! {
            fn filled_size_hint(#source: &Self) -> usize {
                #private::ResponseModel::size_hint(#source)
            }
        },
        names,
    );
    let boxed = boxed(model, &names.own_type(), &names.generics, names);
    quote!(#filled #written #boxed)
}

/// The implementation for `from = Row`.
fn from(model: &Model, row: &Source, names: &Names) -> TokenStream {
    if let Type::Reference(reference) = &row.ty
        && reference.mutability.is_none()
    {
        return lent::from(model, row, reference, names);
    }
    if paged::is_page(row) {
        return paged::from(model, row, names);
    }
    let mut ty = row.ty.clone();
    let mut generics = names.generics.clone();
    name_lifetimes(&mut ty, &mut generics);
    let (private, source) = (&names.private, &names.source);
    let fill = match &row.into {
        Some(key) => {
            let place = Place::from(key.span());
            let row = call(&quote!(#private::same), quote!(#source), place);
            call(
                &quote!(#private::rules::wrong_conversion::convert),
                row,
                place,
            )
        }
        None => read(model, &ty, Reading::Moves, names),
    };
    let implementation = implement(model, &ty, &generics, &fill, names);
    let boxed = boxed(model, &ty, &generics, names);
    quote!(#implementation #boxed)
}

/// How the fields of a row are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Moved out of a row that is owned.
    Moves,
    /// Borrowed from a row that is lent.
    Lends,
}

/// The expression that makes the model from the row.
fn read(model: &Model, row: &Type, reading: Reading, names: &Names) -> TokenStream {
    let source = &names.source;
    match &model.data {
        Data::Struct(data) => {
            // A function takes the whole row, so it is called before anything is moved out of it.
            let mut computed = TokenStream::new();
            let mut fields = TokenStream::new();
            for (index, field) in data.fields.iter().enumerate() {
                let member = &field.member;
                let value = match field.compute.as_ref().filter(|_| !field.is_filled_unread) {
                    None => value(field, source, (row, reading), names),
                    Some(function) => {
                        let argument = match reading {
                            Reading::Moves => quote!(&#source),
                            Reading::Lends => quote!(#source),
                        };
                        let binding =
                            format_ident!("__computed_{index}", span = Span::mixed_site());
                        let value = fields::computed(field, function, &argument);
                        computed.extend(quote!(let #binding = #value;));
                        quote!(#binding)
                    }
                };
                fields.extend(quote!(#member: #value,));
            }
            let filled = quote!(Self { #fields });
            if computed.is_empty() {
                filled
            } else {
                quote!({ #computed #filled })
            }
        }
        Data::Enum(data) => {
            let path = pattern_path(row);
            let arms = data
                .variants
                .iter()
                .map(|variant| arm(variant, (&path, row), reading, names));
            quote! {
                match #source {
                    #(#arms)*
                }
            }
        }
    }
}

/// A row in a box fills the model as the row does.
fn boxed(model: &Model, row: &Type, generics: &Generics, names: &Names) -> TokenStream {
    let Names {
        private,
        source,
        policy,
        out,
        ..
    } = names;
    let filled = quote!(<Self as #private::WrittenFrom<#row>>);
    let write = quote!(#filled::write_filled::<#policy>(*#source, #out));
    let size = quote!(#filled::filled_size_hint(&**#source));
    pointed(
        model,
        "Box",
        &quote!(::std::boxed::Box),
        row,
        generics,
        [write, size],
        names,
    )
}

/// The implementation for a row behind a pointer, unless the model itself declares one.
fn pointed(
    model: &Model,
    name: &str,
    pointer: &TokenStream,
    row: &Type,
    generics: &Generics,
    [write, size]: [TokenStream; 2],
    names: &Names,
) -> TokenStream {
    if is_pointed_to(model, name, row) {
        return TokenStream::new();
    }
    let source = &names.source;
    written_from(
        generics,
        &quote!(#pointer<#row>),
        &write,
        &quote! {
            #[inline]
            fn filled_size_hint(#source: &#pointer<#row>) -> usize {
                #size
            }
        },
        names,
    )
}

/// Whether the model itself declares `from = Pointer<Row>`.
fn is_pointed_to(model: &Model, pointer: &str, row: &Type) -> bool {
    let row = elided(row);
    model
        .sources
        .iter()
        .any(|source| content_of(&elided(&source.ty), pointer) == Some(&row))
}

/// The type with all its lifetimes erased, for comparison.
fn elided(ty: &Type) -> Type {
    struct Elide;
    impl VisitMut for Elide {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            lifetime.ident = Ident::new("_", Span::call_site());
        }
    }
    let mut ty = ty.clone();
    Elide.visit_type_mut(&mut ty);
    ty
}

/// The expression that reads a field of the row. It stands at the field, so that a field that is missing in the row or
/// has another type there is one error at the field of the model.
fn value(
    field: &Field,
    source: &Ident,
    (row, reading): (&Type, Reading),
    names: &Names,
) -> TokenStream {
    if let Some(unset) = unset(field, names) {
        return unset;
    }
    let mut read = match &field.from_field {
        Some(path) => quote!(#source.#(#path).*),
        None => {
            let member = &field.member;
            quote!(#source.#member)
        }
    };
    if reading == Reading::Lends {
        read = quote!(&#read);
    }
    converted(field, &read, (row, reading), names)
}

/// The value of a field that is not sent and so not filled, or of which it is not known how it is filled.
fn unset(field: &Field, names: &Names) -> Option<TokenStream> {
    if field.is_filled_unread {
        let private = &names.private;
        return Some(quote!(#private::never()));
    }
    if let Some(value) = &field.filled {
        return Some(match value {
            Some(value) => quote!(#value),
            None => quote!(::core::default::Default::default()),
        });
    }
    if !field.is_skipped || field.from_field.is_some() || field.map.is_some() {
        return None;
    }
    Some(match &field.default {
        Some(Standard::Path(path)) => quote!(#path()),
        _ => quote!(::core::default::Default::default()),
    })
}

/// `read` is the field of the row, or a reference to it.
fn converted(
    field: &Field,
    read: &TokenStream,
    (row, reading): (&Type, Reading),
    names: &Names,
) -> TokenStream {
    let (private, ty, span) = (&names.private, &field.ty, field.span());
    if let Some(map) = &field.map {
        return quote!((#map)(#read));
    }
    // A function of the bound's own trait, called at the field.
    let filled = |function: &TokenStream, way: TokenStream| {
        let place = Place::from(span);
        let way = call(&quote!(#private::same), way, place);
        call(function, way, place)
    };
    if reading == Reading::Lends {
        let way = quote!(#private::LendField::<#ty, _>::of(#read).way());
        return filled(&quote!(#private::rules::wrong_loan::lend), way);
    }
    if !matches!(field.writing, Writing::Model) {
        return quote!(#read);
    }
    let is_reference = |ty: &Type| matches!(ty, Type::Reference(_));
    if is_reference(ty) || content_of(ty, "Option").is_some_and(is_reference) {
        let row = respanned(row.to_token_stream(), shown(span));
        let way = quote!(#private::FillField::<#ty, _>::of(#read).way());
        return filled(
            &quote!(#private::rules::wrong_reference::<#row, _, _>::fill),
            way,
        );
    }
    let way = quote!(#private::FillField::<#ty, _>::of(#read).way());
    // Only a type with arguments can be a list.
    let is_plain = matches!(ty, Type::Path(path) if path.path.segments.iter().all(|segment| segment.arguments.is_none()));
    let items = (!is_plain).then(|| quote!(.items().items().items()));
    filled(
        &quote!(#private::rules::wrong_field::fill),
        quote!(#way #items),
    )
}

/// `Row::Variant { name: __field_0 } => Self::Variant { name: .. }`
fn arm(
    variant: &Variant,
    (row, ty): (&TokenStream, &Type),
    reading: Reading,
    names: &Names,
) -> TokenStream {
    let ident = &variant.ident;
    let binding = |index: usize| format_ident!("__field_{index}", span = Span::mixed_site());
    let fields = variant.fields.iter().enumerate();
    let patterns = fields.clone().filter_map(|(index, field)| {
        let binding = binding(index);
        let member = match &field.from_field {
            Some(path) => path.first()?,
            None => &field.member,
        };
        unset(field, names)
            .is_none()
            .then(|| quote!(#member: #binding))
    });
    let values = fields.map(|(index, field)| {
        let member = &field.member;
        let value = unset(field, names).unwrap_or_else(|| {
            let binding = binding(index);
            let rest: &[Member] = field.from_field.as_ref().map_or(&[], |path| &path[1..]);
            let read = match reading {
                // What is matched through a reference is one already.
                Reading::Lends if !rest.is_empty() => quote!(&#binding #(.#rest)*),
                _ => quote!(#binding #(.#rest)*),
            };
            converted(field, &read, (ty, reading), names)
        });
        quote!(#member: #value)
    });
    quote! {
        #row::#ident { #(#patterns,)* .. } => Self::#ident { #(#values,)* },
    }
}

/// A type as the path of its variants: `Row<T>` becomes `Row::<T>`.
fn pattern_path(ty: &Type) -> TokenStream {
    let Type::Path(path) = ty else {
        return quote!(<#ty>);
    };
    let mut path = path.clone();
    for segment in &mut path.path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token = Some(syn::parse_quote!(::));
        }
    }
    quote!(#path)
}

/// Names the elided lifetimes of the row, which would otherwise differ from one signature to the next.
fn name_lifetimes(ty: &mut Type, generics: &mut Generics) {
    struct NameLifetimes {
        any: bool,
    }
    impl VisitMut for NameLifetimes {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            if lifetime.ident == "_" {
                *lifetime = Lifetime::new("'__source", lifetime.span());
                self.any = true;
            }
        }
        fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
            if reference.lifetime.is_none() {
                reference.lifetime = Some(Lifetime::new("'_", Span::call_site()));
            }
            visit_mut::visit_type_reference_mut(self, reference);
        }
    }
    let mut names = NameLifetimes { any: false };
    names.visit_type_mut(ty);
    if names.any {
        let lifetime = LifetimeParam::new(Lifetime::new("'__source", Span::call_site()));
        let parameters = std::mem::take(&mut generics.params);
        generics.params = std::iter::once(GenericParam::Lifetime(lifetime))
            .chain(parameters)
            .collect::<Punctuated<_, syn::Token![,]>>();
    }
}
