//! What only emitted code uses, re-exported by the facade as `__private`. Not for users.
//!
//! `probe.rs` explains how the types of a handler are read; `bounds/` holds the rules that need types.

mod answer;
mod bounds;
pub mod declared;
mod description;
mod documented;
mod example;
mod fill_field;
pub mod headers;
mod inner_key;
mod inputs;
mod lend_field;
mod named;
mod nearest;
mod owned;
mod paged;
mod probe;
mod responses;
mod sent_twice;
mod slot;
mod text;
mod unset;

pub use http::StatusCode;
pub use {schemars, serde, serde_json};

pub use answer::*;
pub use bounds::*;
pub use description::*;
pub use documented::*;
pub use example::*;
pub use fill_field::*;
pub use inner_key::*;
pub use inputs::*;
pub use lend_field::*;
pub use named::*;
pub use owned::*;
pub use paged::*;
pub use probe::*;
pub use responses::*;
pub use sent_twice::*;
pub use slot::*;
pub use unset::*;

pub use crate::contract::{
    Contract, Declaration, Declares, DeclaresOneStatus, DeclaresRedirect, Deprecation, HasPath,
    Header, Operation, Parameters, RouteInfo,
};
pub use crate::error::{ErrorResponse, NamesError};
pub use crate::json;
pub use crate::message::Response;
pub use crate::model::policy::{
    Deeper, Ends, Fields, Inside as InsideField, Named, Nested, NonFiniteAsNull, Selecting,
    WithoutDefaults, WithoutNone,
};
pub use crate::model::{
    AnyField, Base64, Binary, Everything, Exception, Field, FieldOf, FilledFrom, Floats, HasField,
    LentFrom, Links, MapKey, MemberNames, Policy, Refine, ResponseModel, WrittenFrom, field_hash,
    shape,
};
pub use crate::outcome::kind::Declarable;
pub use crate::outcome::reply::{Declaring, Documenting, ResponseHeaders};
pub use crate::outcome::{
    Answer, Answers, AsKind, AsModel, AsOutcome, AsRedirect, AsSet, AsValue, Bodiless, ByRoute,
    BySet, Declared, Describes, Fills, NoModel, OneStatus, Outcome, OutcomeOf, OutcomeReaches,
    Redirects, Responses, Unknown,
};
pub use crate::problem::{ErrorFormat, Problem};

/// The fallback traits of the probes. Their methods are called if nothing more specific applies.
pub mod fallbacks {
    pub use super::answer::{NoSuccesses as _, Unrendered as _};
    pub use super::bounds::rules::{bytes_as_numbers as _, created_without_location as _};
    pub use super::bounds::{
        AnyError as _, Core as _, Culprit as _, CulpritInside as _, Innermost as _, JobId as _,
        MisfitsContract as _, ModelItself as _, NoContainer as _, NoOffer as _, NoTask as _,
        NotOffered as _, OperationId as _, TaskId as _, Unfilled as _, Unpeeled as _,
        Unsuited as _,
    };
    pub use super::description::Undescribed as _;
    pub use super::inputs::ForeignInput as _;
    pub use super::named::{NoPart as _, NotNamed as _, Part as _, PlainPart as _, Unnamed as _};
    pub use super::probe::{
        BodyKind as _, BodyRedirect as _, BodySet as _, BodyUnknown as _, DeclaredUnknown as _,
        HeldPlain as _, OutcomePlain as _, Split as _, SplitPlain as _, SplitResult as _,
        UsualStatuses as _,
    };
    pub use super::responses::UnrenderedVariant as _;
    pub use super::slot::NotAModel as _;
}
