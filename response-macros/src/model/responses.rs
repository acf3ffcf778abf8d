use proc_macro2::Ident;
use syn::{Attribute, Generics, Path, Type};

use super::route::{Selection, Status};
use super::types::{Role, held, role_of, unreplied};
use crate::attr::docs::doc_comment;
use crate::attr::responses::{RawResponses, RawVariant};
use crate::report::{Allow, Place};

/// An enum with `#[derive(Responses)]`.
pub struct ResponseSet {
    pub name: Ident,
    pub generics: Generics,
    pub attributes: Vec<Attribute>,
    pub facade: Option<Path>,
    pub variants: Vec<ResponseVariant>,
    pub allows: Vec<Allow>,
}

/// A status, and what is answered with it.
pub struct ResponseVariant {
    pub name: Ident,
    /// `None` where the status is missing or cannot be read.
    pub status: Option<Status>,
    /// Whether a status was meant to be there, readable or not.
    pub mentions_status: bool,
    pub content: Option<Type>,
    /// What is sent: `model = T`, or what the content says itself. `None` if there is no body.
    pub model: Option<Type>,
    pub description: String,
    /// `pick(..)`, `omit(..)`: of the fields of the model.
    pub selection: Selection,
    pub allows: Vec<Allow>,
}

impl ResponseSet {
    pub fn new(raw: RawResponses) -> Self {
        Self {
            name: raw.name,
            generics: raw.generics,
            attributes: raw.attributes,
            facade: raw.response.facade.map(|path| path.0),
            variants: raw.variants.into_iter().map(ResponseVariant::new).collect(),
            allows: raw.response.allows,
        }
    }

    /// The statuses that are registered, and their variants.
    pub fn known(&self) -> impl Iterator<Item = (u16, &Status, &ResponseVariant)> {
        self.variants.iter().filter_map(|variant| {
            let status = variant.status.as_ref()?;
            Some((status.code?, status, variant))
        })
    }

    /// The exceptions in force at a variant.
    pub fn allows_at<'a>(
        &'a self,
        variant: &'a ResponseVariant,
    ) -> impl Iterator<Item = &'a Allow> {
        self.allows.iter().chain(&variant.allows)
    }

    /// The place of a variant in the enum.
    pub fn index_of(&self, variant: &ResponseVariant) -> usize {
        self.variants
            .iter()
            .position(|other| std::ptr::eq(other, variant))
            .unwrap_or_default()
    }

    /// The exceptions by subject: the enum's and each variant's.
    pub fn allows(&self) -> impl Iterator<Item = (String, &Vec<Allow>)> {
        let of_variants = self
            .variants
            .iter()
            .map(|variant| (format!("{}::{}", self.name, variant.name), &variant.allows));
        std::iter::once((self.name.to_string(), &self.allows)).chain(of_variants)
    }
}

impl ResponseVariant {
    fn new(raw: RawVariant) -> Self {
        let is_bodiless = raw.content.as_ref().is_none_or(is_bodiless);
        let own = || raw.content.as_ref().map(|content| held(content).clone());
        Self {
            model: raw
                .response
                .model
                .or_else(|| if is_bodiless { None } else { own() }),
            name: raw.name,
            mentions_status: raw.mentions.has("status"),
            status: raw.response.status.map(Status::new),
            content: raw.content,
            description: doc_comment(&raw.attributes),
            selection: Selection {
                pick: raw.response.pick.map(|names| names.0),
                omit: raw.response.omit.map(|names| names.0),
                ..Selection::default()
            },
            allows: raw.response.allows,
        }
    }

    /// What the model is filled from: `User` of `Created<User>`, and of `Reply<User, Version>`.
    pub fn value(&self) -> Option<&Type> {
        self.content.as_ref().map(held)
    }

    /// What it holds, or its name.
    pub fn place(&self) -> Place {
        let content = self.content.as_ref();
        content.map_or_else(|| Place::from(self.name.span()), Place::of)
    }

    /// The status that its content usually has.
    pub fn usual_status(&self) -> u16 {
        match &self.content {
            Some(content) if !is_bodiless(content) => match role_of(unreplied(content)) {
                Some(Role::Outcome([status])) => *status,
                _ => 200,
            },
            _ if self.is_redirect() => 308,
            _ => 204,
        }
    }

    /// Whether it is written `Redirect`.
    pub fn is_redirect(&self) -> bool {
        let content = self.content.as_ref().map(unreplied);
        content.and_then(role_of) == Some(Role::Redirect)
    }
}

/// `Redirect`, `NoContent`, `()`: outcomes without a body.
fn is_bodiless(content: &Type) -> bool {
    match unreplied(content) {
        Type::Tuple(parts) => parts.elems.is_empty(),
        content => matches!(role_of(content), Some(Role::Redirect | Role::Bodiless)),
    }
}
