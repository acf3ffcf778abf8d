//! `#[derive(FromRef)]` and its `#[from_ref(...)]` attributes, which are those of axum's derive.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Data, Generics, Member, Path, Token, Type};

use super::ungroup;
use crate::report::{Diagnostic, Place, Report};

/// The state of an app, with the fields that a `State` can take.
pub struct RawState {
    pub name: Ident,
    pub generics: Generics,
    pub facade: Option<Path>,
    pub parts: Vec<RawPart>,
}

/// A field of it.
pub struct RawPart {
    pub member: Member,
    pub ty: Type,
}

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawState> {
    let input = report.ok(ungroup::item(item))?;
    let Data::Struct(data) = input.data else {
        report.push(
            Diagnostic::new(
                input.ident.span(),
                "only a struct has parts that a `State` can take",
            )
            .note("a `State<Pool>` is the field of type `Pool`")
            .help(format!(
                "write `struct {}`, with a field for each part",
                input.ident
            )),
        );
        return None;
    };
    let mut facade = None;
    read_attributes(&input.attrs, report, |meta| {
        if !meta.path.is_ident("crate") {
            return Err(meta.error("expected `crate = ::steadfast`: `skip` stands on a field"));
        }
        meta.input.parse::<Token![=]>()?;
        facade = Some(meta.input.call(Path::parse_mod_style)?);
        Ok(())
    });
    let mut parts: Vec<RawPart> = Vec::new();
    for (member, field) in data.fields.members().zip(&data.fields) {
        let mut is_skipped = false;
        read_attributes(&field.attrs, report, |meta| {
            if !meta.path.is_ident("skip") {
                return Err(meta.error("expected `skip`"));
            }
            is_skipped = true;
            Ok(())
        });
        if is_skipped {
            continue;
        }
        let ty = field.ty.clone();
        match parts.iter().find(|part| part.ty == ty) {
            None => parts.push(RawPart { member, ty }),
            Some(same) => report.push(two_of_one_type(&same.member, &member, &ty)),
        }
    }
    Some(RawState {
        name: input.ident,
        generics: input.generics,
        facade,
        parts,
    })
}

fn read_attributes(
    attributes: &[Attribute],
    report: &mut Report,
    mut read: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes {
        if attribute.path().is_ident("from_ref") {
            report.ok(attribute.parse_nested_meta(&mut read));
        }
    }
}

fn two_of_one_type(first: &Member, second: &Member, ty: &Type) -> Diagnostic {
    let (first, second) = (first.to_token_stream(), second.to_token_stream());
    Diagnostic::new(
        Place::of(ty),
        format!("`{first}` and `{second}` have the same type, so a `State` could be either"),
    )
    .note("a `State` finds its part by the type")
    .help("write `#[from_ref(skip)]` on one of them, or give it a type of its own")
}
