//! Filling a model from one page of a list: `from = Page<T>`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Lifetime;
use syn::visit_mut::VisitMut;

use super::super::filled::{guessed_size, written_from};
use super::super::structural::Rename;
use super::{Names, Reading, name_lifetimes, read};
use crate::attr::model::Source;
use crate::model::{Model, content_of};

/// Whether the source is a page, as far as its name tells.
pub fn is_page(source: &Source) -> bool {
    let pages = ["Page", "CursorPage", "LimitOffsetPage"];
    let mut pages = pages.iter();
    source.into.is_none() && pages.any(|page| content_of(&source.ty, page).is_some())
}

/// The implementation for `from = Page<Row>`, and for `from = Page<T>` of a generic model, which is filled from a page of what
/// fills its `T`. The numbers of a page cannot always be sent, so it does not fill a model where filling cannot fail.
pub fn from(model: &Model, row: &Source, names: &Names) -> TokenStream {
    let Names {
        private,
        out,
        source,
        policy,
        ..
    } = names;
    let mut ty = row.ty.clone();
    let mut generics = names.generics.clone();
    if let Some(rename) = Rename::of_parameters(model).filter(|rename| rename.mentions(&ty)) {
        generics = rename.generics(names);
        ty = rename.renamed(&ty);
    }
    name_lifetimes(&mut ty, &mut generics);
    let filled = read(model, &ty, Reading::Moves, names);
    let size = guessed_size(model);
    written_from(
        &generics,
        &ty,
        &quote! {
            match #private::Paged::of(#source).parts() {
                ::core::result::Result::Ok(#source) => {
                    #private::ResponseModel::write::<#policy>(&#filled, #out)
                }
                ::core::result::Result::Err(__error) => #out.fail(__error),
            }
        },
        &quote! {
            fn filled_size_hint(_: &#ty) -> usize {
                #size
            }
            fn links(#source: &#ty) -> ::core::option::Option<#private::Links> {
                #private::Paged::<#ty>::links(#source)
            }
        },
        names,
    )
}

/// The relations of the links of a model that is filled from a page.
pub fn links(model: &Model, names: &Names) -> Option<TokenStream> {
    let private = &names.private;
    let page = model.sources.iter().find(|source| is_page(source))?;
    let mut ty = page.ty.clone();
    name_lifetimes(&mut ty, &mut names.generics.clone());
    Forever.visit_type_mut(&mut ty);
    Some(quote! {
        const LINKS: &'static [&'static str] = #private::Paged::<#ty>::LINKS;
    })
}

/// A constant has no lifetime to borrow the row for.
struct Forever;

impl VisitMut for Forever {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "__source" {
            *lifetime = Lifetime::new("'static", lifetime.span());
        }
    }
}
