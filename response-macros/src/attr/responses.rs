//! `#[derive(Responses)]` and its `#[response(...)]` attributes.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Data, Fields, Generics, Path, Token, Type, Variant};

use super::arguments::{allow, each, set, skip_argument, unknown};
use super::route::RawStatus;
use super::ungroup;
use crate::report::{Allow, Diagnostic, Report};

/// An enum as it was written.
pub struct RawResponses {
    pub name: Ident,
    pub generics: Generics,
    pub attributes: Vec<Attribute>,
    pub facade: Option<Path>,
    pub allows: Vec<Allow>,
    pub variants: Vec<RawVariant>,
}

/// One of its variants.
pub struct RawVariant {
    pub name: Ident,
    pub attributes: Vec<Attribute>,
    /// What it holds.
    pub content: Option<Type>,
    pub status: Option<RawStatus>,
    /// `model = T`
    pub model: Option<Type>,
    pub allows: Vec<Allow>,
    /// Something was written that could not be read: what is missing may be meant by it.
    pub unreadable: bool,
}

const KEYS: &[&str] = &["status", "model", "allow"];

/// Reads the item.
pub fn read(item: TokenStream, report: &mut Report) -> Option<RawResponses> {
    let input = report.ok(ungroup::item(item))?;
    let Data::Enum(data) = input.data else {
        report.push(
            Diagnostic::syntax(input.ident.span(), "only an enum can be a set of responses")
                .note("each variant is a status and what is answered with it")
                .help("write an enum, or derive `ResponseModel` for one model"),
        );
        return None;
    };
    let mut raw = RawResponses {
        name: input.ident,
        generics: input.generics,
        attributes: Vec::new(),
        facade: None,
        allows: Vec::new(),
        variants: Vec::new(),
    };
    each(&input.attrs, "response", report, |key, input, report| {
        match key.to_string().as_str() {
            "allow" => raw.allows.push(allow(input)?),
            "crate" => {
                input.parse::<Token![=]>()?;
                let path = input.call(Path::parse_mod_style)?;
                set(&mut raw.facade, path, key, report);
            }
            _ => {
                report.push(unknown(key, &["allow", "crate"]));
                skip_argument(input);
            }
        }
        Ok(())
    });
    raw.attributes = input.attrs;
    for variant in data.variants {
        raw.variants.push(read_variant(variant, report));
    }
    Some(raw)
}

fn read_variant(variant: Variant, report: &mut Report) -> RawVariant {
    let Ok(content) = content(&variant).map_err(|fault| report.push(fault)) else {
        return RawVariant {
            name: variant.ident,
            attributes: Vec::new(),
            content: None,
            status: None,
            model: None,
            allows: Vec::new(),
            unreadable: true,
        };
    };
    let mut raw = RawVariant {
        content,
        name: variant.ident,
        status: None,
        model: None,
        allows: Vec::new(),
        unreadable: false,
        attributes: Vec::new(),
    };
    let mut unreadable = variant.attrs.iter().any(|attribute| {
        attribute.path().is_ident("response") && !matches!(attribute.meta, syn::Meta::List(_))
    });
    each(&variant.attrs, "response", report, |key, input, report| {
        // Until it was read to its end, it was not.
        let before = std::mem::replace(&mut unreadable, true);
        match key.to_string().as_str() {
            "status" => {
                input.parse::<Token![=]>()?;
                set(&mut raw.status, input.parse()?, key, report);
            }
            "model" => {
                input.parse::<Token![=]>()?;
                set(&mut raw.model, input.parse()?, key, report);
            }
            "allow" => raw.allows.push(allow(input)?),
            _ => {
                report.push(unknown(key, KEYS));
                skip_argument(input);
                return Ok(());
            }
        }
        unreadable = before;
        Ok(())
    });
    raw.unreadable = unreadable;
    raw.attributes = variant.attrs;
    raw
}

/// What a variant holds, if that is no more than one value.
fn content(variant: &Variant) -> Result<Option<Type>, Diagnostic> {
    match &variant.fields {
        Fields::Unit => return Ok(None),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            return Ok(fields.unnamed.first().map(|field| field.ty.clone()));
        }
        Fields::Unnamed(_) | Fields::Named(_) => {}
    }
    let name = &variant.ident;
    let message = format!("`{name}` does not hold one value");
    Err(Diagnostic::syntax(name.span(), message)
        .note("a variant holds the one value that is answered: a model, a row, or an outcome")
        .help(format!(
            "write `{name}(Model)`, with a struct that derives `ResponseModel`"
        )))
}
