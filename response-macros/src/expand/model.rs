//! The implementations for a response model: writing, the shape and filling, all from one reading of the fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Generics, Lifetime, Type};

use super::{exceptions, paths};
use crate::attr::model::Style;
use crate::model::Model;
use crate::model::shape::{Data, Field, Struct, Writing};

mod asserts;
mod bounds;
mod fields;
mod fill;
mod filled;
mod literal;
mod markers;
mod names;
mod refine;
mod shape;
mod structural;
#[cfg(test)]
mod tests;
mod variants;

/// The implementations for a model; they have no checks if a fault was found.
pub fn expand(model: &Model, is_good: bool) -> TokenStream {
    let names = Names::new(model, is_good);
    let (private, alias) = (paths::private(model.facade.as_ref()), &names.private);
    let fill = fill::expand(model, &names);
    let links = fill::links(model, &names);
    let paged = links.as_ref().map(|_| {
        quote! {
            #[allow(unused_imports)]
            use #alias::NotPaged as _;
        }
    });
    let response_model = response_model(model, links.as_ref(), &names);
    let has_field = markers::has_field(model, &names);
    let map_key = markers::map_key(model, &names);
    let member_asserts = asserts::members(model, &names);
    let name_asserts = names::asserts(model, &names);
    let generic = model.generics.type_params().next().is_some().then(|| {
        let (ident, (parameters, arguments, clause)) =
            (&model.ident, model.generics.split_for_impl());
        quote! {
            #[automatically_derived]
            impl #parameters #alias::GenericModel for #ident #arguments #clause {}
        }
    });
    let facade = paths::facade(model.facade.as_ref());
    let allows = model.allows().map(|(_, allows)| allows);
    let rules = names
        .asserts
        .then(|| exceptions::references(allows, &facade));
    // The traits are the fallback for a field whose type is not a model, so that only one assertion reports it.
    quote! {
        #[allow(deprecated, unused_variables)]
        const _: () = {
            use #private as #alias;
            #[allow(unused_imports)]
            use #alias::{
                Culprit as _, CulpritInside as _, FillAcross as _, Innermost as _, NoItems as _, NoUnsetDefault as _,
                NotAModel as _, Unlisted as _, rules::bytes_as_numbers as _,
            };
            #paged
            #rules
            #response_model
            #generic
            #fill
            #has_field
            #map_key
            #member_asserts
            #name_asserts
        };
    }
}

/// The names in emitted code, and its generic parameters.
struct Names<'m> {
    /// The facade's hidden module, under the one name that all paths below begin with.
    private: TokenStream,
    ident: &'m Ident,
    /// With a bound for each parameter whose values are sent.
    generics: Generics,
    /// The cursor.
    out: Ident,
    /// The name of the value that a model is filled from.
    source: Ident,
    /// The policy's type.
    policy: Ident,
    /// How long the buffer is borrowed.
    lifetime: Lifetime,
    asserts: bool,
}

impl<'m> Names<'m> {
    fn new(model: &'m Model, asserts: bool) -> Self {
        let private = quote!(__steadfast);
        Self {
            generics: bounds::bounded(model, &private),
            private,
            ident: &model.ident,
            out: Ident::new("__out", Span::mixed_site()),
            source: Ident::new("__source", Span::mixed_site()),
            policy: Ident::new("__P", Span::call_site()),
            lifetime: Lifetime::new("'__b", Span::call_site()),
            asserts,
        }
    }

    /// `impl<..> Trait for Model<..> where .. { body }`
    fn implement(&self, implemented: &TokenStream, body: &TokenStream) -> TokenStream {
        self.implement_for(&self.generics, implemented, body)
    }

    /// `UserOut<T>`
    fn own_type(&self) -> Type {
        let ident = self.ident;
        let (_, arguments, _) = self.generics.split_for_impl();
        syn::parse_quote!(#ident #arguments)
    }

    /// [`implement`](Self::implement) with more parameters than the model has.
    fn implement_for(
        &self,
        generics: &Generics,
        implemented: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let (parameters, _, conditions) = generics.split_for_impl();
        let (_, arguments, _) = self.generics.split_for_impl();
        let ident = self.ident;
        let derived = (!body.is_empty()).then(|| quote!(#[automatically_derived]));
        quote! {
            #derived
            impl #parameters #implemented for #ident #arguments #conditions {
                #body
            }
        }
    }
}

fn response_model(model: &Model, links: Option<&TokenStream>, names: &Names) -> TokenStream {
    let Names {
        private,
        out,
        policy,
        lifetime,
        ..
    } = names;
    let shape = shape::of_model(model, names);
    let asserts = asserts::models(model, names);
    let writer = match (&model.into, &model.data) {
        (Some(target), _) => converted(target, names),
        (None, Data::Struct(data)) => match forwarded(data) {
            Some(field) => forward(field, names),
            None => of_struct(model, data, names),
        },
        (None, Data::Enum(data)) => variants::writer(model, data, names),
    };
    let Writer {
        inquiries,
        size_hint,
        write,
        write_members,
    } = writer;
    let has_members = write_members.is_some();
    let member_names = has_members.then(|| {
        let member_names = names::constant(model, names);
        quote!(const NAMES: #private::MemberNames = #member_names;)
    });
    let has_bytes = asserts::bytes_of_arguments(model, names);
    let write_members = write_members.map(|write_members| {
        quote! {
            fn write_members<#lifetime, #policy: #private::Policy>(
                &self,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #write_members
            }
        }
    });
    names.implement(
        &quote!(#private::ResponseModel),
        &quote! {
            const SHAPE: &'static #private::shape::Shape = &#shape;
            const MEMBERS: bool = #has_members;
            #has_bytes
            #member_names
            #links
            #inquiries
            fn size_hint(&self) -> usize {
                #asserts
                #size_hint
            }
            fn write<#lifetime, #policy: #private::Policy>(
                &self,
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #write
            }
            #write_members
        },
    )
}

/// The bodies of the functions that write.
struct Writer {
    /// `OMITTABLE`, `is_default` and similar items, if the defaults of the trait do not fit.
    inquiries: TokenStream,
    size_hint: TokenStream,
    write: TokenStream,
    /// `None` if the value is not an object.
    write_members: Option<TokenStream>,
}

/// The field that a struct is written as, if it is written as its one field.
fn forwarded(data: &Struct) -> Option<&Field> {
    match (data.transparent, data.style) {
        (Some(index), _) => data.fields.get(index),
        (None, Style::Newtype) => data.fields.first(),
        _ => None,
    }
}

fn forward(field: &Field, names: &Names) -> Writer {
    let Names {
        private,
        out,
        policy,
        lifetime,
        ..
    } = names;
    let member = &field.member;
    let value = quote!(&self.#member);
    let of_field = fields::of_field(field, &quote!(#policy), names);
    if !matches!(field.writing, Writing::Model) {
        return Writer {
            inquiries: TokenStream::new(),
            size_hint: quote!(32),
            write: fields::value(field, &value, &quote!(#policy), names),
            write_members: Some(fields::members_of_value(field, &value, names)),
        };
    }
    let known = fields::known_type(field, names);
    let ty = fields::written_type(field, names);
    let value = fields::written_value(field, &value, names);
    Writer {
        inquiries: quote! {
            const OMITTABLE: bool = #private::Slot::<#known>::OMITTABLE;
            const NULLABLE: bool = #private::Slot::<#known>::NULLABLE;
            fn is_omitted(&self) -> bool {
                #private::Slot::<#ty>::is_omitted(#value)
            }
            fn is_none(&self) -> bool {
                #private::Slot::<#ty>::is_none(#value)
            }
            fn is_default(&self) -> bool {
                #private::Slot::<#ty>::is_default(#value)
            }
            fn put<#lifetime, #policy: #private::Policy, const __N: usize>(
                &self,
                __key: &[u8; __N],
                #out: #private::json::Out<#lifetime>,
            ) -> #private::json::Out<#lifetime> {
                #private::Slot::<#ty>::put::<#of_field, __N>(__key, #value, #out)
            }
        },
        size_hint: quote!(#private::Slot::<#ty>::size_hint(#value)),
        write: quote!(#private::Slot::<#ty>::write::<#of_field>(#value, #out)),
        write_members: Some(
            quote!(#private::Slot::<#ty>::write_members::<#of_field>(#value, #out)),
        ),
    }
}

fn converted(target: &Type, names: &Names) -> Writer {
    let Names {
        private,
        out,
        policy,
        ..
    } = names;
    let value = quote!(&#private::converted::<Self, #target>(self));
    Writer {
        inquiries: TokenStream::new(),
        size_hint: quote!(#private::Slot::<#target>::size_hint(#value)),
        write: quote!(#private::Slot::<#target>::write::<#policy>(#value, #out)),
        write_members: Some(
            quote!(#private::Slot::<#target>::write_members::<#policy>(#value, #out)),
        ),
    }
}

fn of_struct(model: &Model, data: &Struct, names: &Names) -> Writer {
    let Names {
        private,
        out,
        policy,
        lifetime,
        ..
    } = names;
    let sent: Vec<&Field> = data
        .fields
        .iter()
        .filter(|field| !field.is_skipped)
        .collect();
    let access = |field: &Field| {
        let member = &field.member;
        if let Some(function) = model.computed(field) {
            let value = fields::computed(field, function, &quote!(self));
            // For rustc, the field itself would be dead code.
            quote!(&{ let _ = &self.#member; #value })
        } else if model.is_packed {
            quote!(&{ self.#member })
        } else {
            quote!(&self.#member)
        }
    };
    let is_default = if sent.is_empty() {
        quote!(true)
    } else if sent
        .iter()
        .all(|field| matches!(field.writing, Writing::Model))
    {
        let defaults = sent.iter().map(|field| {
            let ty = fields::written_type(field, names);
            let value = fields::written_value(field, &access(field), names);
            quote!(#private::Slot::<#ty>::is_default(#value))
        });
        quote!(#(#defaults)&&*)
    } else {
        quote!(false)
    };
    let mut inquiries = quote! {
        fn is_default(&self) -> bool {
            #is_default
        }
    };
    let values = sent.iter().map(|field| (*field, access(field)));
    let size_hint = fields::sizes(model, 2, values, names);
    let (write, write_members) = match data.style {
        Style::Unit => (quote!(#out.null(b"")), Some(quote!(#out))),
        Style::Tuple | Style::Newtype => {
            let items = sent
                .iter()
                .map(|field| fields::item(field, &access(field), &quote!(#policy), names));
            (
                quote! {
                    #out.list(|#out| {
                        #(#items)*
                        #out
                    })
                },
                None,
            )
        }
        Style::Named => {
            let tag = data.tag.as_ref().map(|tag| {
                let member = literal::member(tag, &model.wire_name);
                quote!(let #out = #out.literal(#member);)
            });
            let narrowed = fields::narrowed(model, quote!(#policy), names);
            let members = sent
                .iter()
                .map(|field| fields::member(model, field, &access(field), &narrowed, names));
            let object = quote! {
                #private::write_object::<Self, #policy>(self, #out)
            };
            let flattened = sent.iter().filter(|field| field.flatten.is_some()).copied();
            let (start, distinct) = fields::distinct(flattened, names);
            match sent.split_first().filter(|_| tag.is_none()) {
                Some((first, _)) if fields::may_open(model, first) => {
                    let (is_sent, opened) = fields::opened(first, &access(first), &narrowed, names);
                    let members: Vec<TokenStream> = members.collect();
                    let (first, rest) = members.split_at(1);
                    inquiries.extend(quote! {
                        fn write_rest<#lifetime, #policy: #private::Policy>(
                            &self,
                            #out: #private::json::Out<#lifetime>,
                        ) -> #private::json::Out<#lifetime> {
                            #(#rest)*
                            #out
                        }
                    });
                    let rest = quote!(#private::ResponseModel::write_rest::<#policy>(self, #out));
                    let (opened_rest, members_rest) = match &distinct {
                        None => (quote!(#rest.literal(b"}")), rest),
                        Some(distinct) => (
                            quote! {
                                let #out = #rest;
                                #distinct
                                #out.literal(b"}")
                            },
                            quote! {
                                let #out = #rest;
                                #distinct
                                #out
                            },
                        ),
                    };
                    (
                        quote! {
                            if #is_sent {
                                #start
                                let #out = #opened;
                                #opened_rest
                            } else {
                                #object
                            }
                        },
                        Some(quote! {
                            #start
                            #(#first)*
                            #members_rest
                        }),
                    )
                }
                _ => (
                    object,
                    Some(quote! {
                        #start
                        #tag
                        #(#members)*
                        #distinct
                        #out
                    }),
                ),
            }
        }
    };
    Writer {
        inquiries,
        size_hint,
        write,
        write_members,
    }
}
