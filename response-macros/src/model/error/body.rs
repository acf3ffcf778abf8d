use syn::{Ident, LitStr, Member, Type};

use crate::attr::error::RawField;
use crate::attr::grammar::Keyed;
use crate::model::types::{Role, content_of, last_name, role_of, type_text};
use crate::report::Place;

/// The body of a variant that is a model: `model = InsufficientFunds`.
pub struct Body {
    pub model: Type,
    pub media_type: Option<LitStr>,
    /// The argument.
    pub place: Place,
    pub filling: Filling,
}

/// What a model is made of.
pub enum Filling {
    /// A field that holds it, or a row that fills it.
    Held(Member, Box<Type>),
    /// The fields of the same names.
    ByName(Vec<Ident>),
    /// Not known: there are several fields without names.
    Several,
    /// The fields have names, but the model is a list or another type that has none.
    Nameless,
}

impl Body {
    /// `has_message` says that thiserror reads the fields as well.
    pub(super) fn new(
        model: Keyed<Type>,
        media_type: Option<LitStr>,
        fields: &[RawField],
        has_message: bool,
    ) -> Self {
        let place = model.key.span().into();
        let model = model.value;
        Self {
            filling: Filling::new(&model, fields, has_message),
            model,
            media_type,
            place,
        }
    }

    pub fn media_type(&self) -> String {
        match &self.media_type {
            Some(media_type) => media_type.value(),
            None => "application/json".to_owned(),
        }
    }
}

impl Filling {
    fn new(model: &Type, fields: &[RawField], has_message: bool) -> Self {
        let candidates: Vec<&RawField> = fields
            .iter()
            .filter(|field| field.response.skip.is_none() && !is_cause(field, has_message))
            .collect();
        let mut whole = candidates
            .iter()
            .filter(|field| is_called_the_same(&field.ty, model));
        if let (Some(whole), None) = (whole.next(), whole.next()) {
            return Self::held(whole);
        }
        let names: Option<Vec<Ident>> = candidates
            .iter()
            .map(|field| match &field.member {
                Member::Named(name) => Some(name.clone()),
                Member::Unnamed(_) => None,
            })
            .collect();
        match (names, candidates.as_slice()) {
            (Some(names), _) if has_fields(model) => Self::ByName(names),
            (Some(_), _) => Self::Nameless,
            (None, [row]) => Self::held(row),
            (None, _) => Self::Several,
        }
    }

    fn held(field: &RawField) -> Self {
        Self::Held(field.member.clone(), Box::new(field.ty.clone()))
    }
}

/// Whether thiserror reads the field as the cause of the error.
fn is_cause(field: &RawField, has_message: bool) -> bool {
    let is_called =
        |name| matches!(&field.member, Member::Named(known) if has_message && known == name);
    field.is_source || is_called("source") || is_called("backtrace")
}

/// Whether a field is the model, or a box of it, as it is written.
pub fn holds_itself(field: &Type, model: &Type) -> bool {
    is_same(field, model) || unboxed(field).is_some_and(|inside| is_same(inside, model))
}

fn is_same(one: &Type, other: &Type) -> bool {
    type_text(one) == type_text(other)
}

fn unboxed(ty: &Type) -> Option<&Type> {
    ["Box", "Arc"].iter().find_map(|name| content_of(ty, name))
}

/// Whether a field seems to hold the model, under any path, or in a box.
fn is_called_the_same(field: &Type, model: &Type) -> bool {
    let last = |ty: &Type| match ty {
        Type::Path(path) => path.path.segments.last().map(|last| {
            let last = last.clone();
            type_text(&syn::parse_quote!(#last))
        }),
        _ => None,
    };
    if holds_itself(field, model) {
        return true;
    }
    let field = unboxed(field).unwrap_or(field);
    last(field).is_some_and(|name| Some(name) == last(model))
}

/// Whether a literal of the type may name its fields.
fn has_fields(model: &Type) -> bool {
    last_name(model).is_some()
        && !matches!(
            role_of(model),
            Some(Role::Container { .. } | Role::Kind | Role::Text)
        )
}
