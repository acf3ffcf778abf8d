//! What an error type promises: a status, a code and a problem for each variant.

mod body;
mod declared;
mod example;
mod name;
mod subset;

pub use body::{Body, Filling, holds_itself};
pub use declared::{Declared, Delay, Detail, HeaderValue};
pub use subset::Subset;

use proc_macro2::Ident;
use syn::{Generics, Member, Path, Type, Variant, Visibility};

use crate::attr::error::{RawError, RawVariant};
use crate::report::Allow;

/// A type with `#[derive(ErrorResponse)]`.
pub struct ErrorType {
    pub name: Ident,
    pub generics: Generics,
    pub visibility: Visibility,
    pub facade: Option<Path>,
    /// The shape on the wire, where it is not the app's.
    pub format: Option<Path>,
    pub is_enum: bool,
    pub variants: Vec<ErrorVariant>,
    pub subsets: Vec<Subset>,
    pub allows: Vec<Allow>,
}

/// A variant of an enum, or a struct.
pub struct ErrorVariant {
    pub name: Ident,
    pub answer: Answer,
    /// What other derives read of it, if it is one of an enum.
    pub source: Option<Variant>,
    pub allows: Vec<Allow>,
}

/// How a variant is answered.
pub enum Answer {
    /// `#[response(transparent)]`: as the error inside it is.
    Nested { member: Member, ty: Type },
    /// As it declares itself.
    Declared(Declared),
}

impl ErrorType {
    pub fn new(raw: RawError) -> Self {
        let variants: Vec<_> = raw.variants.into_iter().map(ErrorVariant::new).collect();
        Self {
            subsets: raw.subsets.into_iter().map(Subset::new).collect(),
            variants,
            visibility: raw.visibility,
            format: raw.format.map(|path| path.0),
            name: raw.name,
            generics: raw.generics,
            facade: raw.facade.map(|path| path.0),
            is_enum: raw.is_enum,
            allows: raw.allows,
        }
    }

    /// The variants that declare something of their own.
    pub fn declared(&self) -> impl Iterator<Item = (&ErrorVariant, &Declared)> {
        self.variants
            .iter()
            .filter_map(|variant| match &variant.answer {
                Answer::Declared(declared) => Some((variant, declared)),
                Answer::Nested { .. } => None,
            })
    }

    /// The exceptions in force at a variant.
    pub fn allows_at<'a>(&'a self, variant: &'a ErrorVariant) -> impl Iterator<Item = &'a Allow> {
        self.allows.iter().chain(&variant.allows)
    }

    /// The exceptions by subject: the type's, each variant's and each field's.
    pub fn allows(&self) -> impl Iterator<Item = (String, &Vec<Allow>)> {
        let of_variants = self.variants.iter().flat_map(|variant| {
            let subject = format!("{}::{}", self.name, variant.name);
            let extensions = match &variant.answer {
                Answer::Declared(declared) => declared.extensions.as_slice(),
                Answer::Nested { .. } => &[],
            };
            let of_fields = {
                let subject = subject.clone();
                extensions.iter().map(move |extension| {
                    (format!("{subject}.{}", extension.name), &extension.allows)
                })
            };
            std::iter::once((subject, &variant.allows)).chain(of_fields)
        });
        std::iter::once((self.name.to_string(), &self.allows)).chain(of_variants)
    }
}

impl ErrorVariant {
    /// The code that it has unless it names another.
    pub fn default_code(&self) -> String {
        name::snake_case(&self.name)
    }

    fn new(raw: RawVariant) -> Self {
        let RawVariant {
            name,
            comment,
            message,
            fields,
            mut arguments,
            mentions,
            source,
        } = raw;
        let allows = std::mem::take(&mut arguments.allows);
        let answer = match (&arguments.transparent, fields.as_slice()) {
            (Some(_), [field]) => Answer::Nested {
                member: field.member.clone(),
                ty: field.ty.clone(),
            },
            _ => Answer::Declared(Declared::new(
                &name,
                comment,
                message.as_ref(),
                fields,
                (arguments, &mentions),
            )),
        };
        Self {
            name,
            answer,
            source,
            allows,
        }
    }
}
