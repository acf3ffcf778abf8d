//! What a response *is*, for the `steadfast` framework: models and their JSON, outcomes, errors and contract data.
//!
//! This crate knows no web framework and no async runtime; features add thin conversions. Users depend on `steadfast`.
#![deny(unsafe_code)]

mod field;
mod fill_field;
pub mod json;
mod leaf;
mod lend;
mod model;
mod page;
pub mod policy;
pub mod shape;
mod slot;

pub use field::Field;
#[doc(hidden)]
pub use fill_field::{FieldFilledFrom, FillAcross, FillField};
pub use lend::LentFrom;
#[doc(hidden)]
pub use lend::{LendAcross, LendField, lent_size_hint, write_lent};
pub use model::{FilledFrom, HasField, MapKey, ResponseModel, WrittenFrom, field_hash};
#[doc(hidden)]
pub use page::Links;
pub use page::{CursorPage, CursorQuery, Page, PageQuery};
pub use policy::{Everything, Fields, Nested, Policy, Selection};
#[doc(hidden)]
pub use policy::{Flattened, WithoutDefaults, WithoutNone};
#[doc(hidden)]
pub use schemars;
#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use slot::{NotAModel, Slot, assert_members, assert_model, converted};
pub mod contract;
pub mod describe;
pub mod schema;

pub mod after;
#[cfg(feature = "axum")]
pub mod axum;
pub mod body;
#[doc(hidden)]
pub mod bounds;
mod broken;
#[cfg(feature = "tower")]
pub mod complete;
#[cfg(feature = "cookie")]
mod cookie;
pub mod error;
pub mod fault;
pub mod format;
#[doc(hidden)]
pub mod media_type;
#[doc(hidden)]
pub mod not_modified;
pub mod problem;
pub mod ranged;
mod refusal;
mod request;
mod security;
mod validator;

pub use body::{Body, BoxError};
#[cfg(feature = "cookie")]
pub use cookie::{CookieError, CookieFault, SetCookie};
pub use error::{ErrorResponse, Fail};
pub use fault::{Fault, Loc};
pub use format::ErrorFormat;
pub use problem::Problem;
#[doc(hidden)]
pub use refusal::panic_message;
pub use request::{AfterRefusal, Extractor, RequestPart};
#[doc(hidden)]
pub use request::{Foreign, ForeignInput, Input, InputPart, Ours, describe_input};

/// A response in the terms of the `http` crate, which every framework takes.
pub type Response = http::Response<Body>;
mod answer;
pub mod handler;
pub mod kind;
pub mod outcome;
#[doc(hidden)]
pub mod probe;

pub use answer::{Answer, PlainAnswer};
#[doc(hidden)]
pub use answer::{NoSuccesses, Successes, answer, never, renderer, unjudged_answer};
#[doc(hidden)]
pub use bounds::{
    Judged, OutcomeReaches, assert_field, assert_reachable, assert_redirect, assert_task,
};
#[doc(hidden)]
pub use contract::{
    Contract, Declares, DeclaresOneStatus, DeclaresRedirect, Exception, HasPath, Parameters,
    RouteInfo,
};
#[doc(hidden)]
pub use handler::inputs;
#[doc(hidden)]
pub use http::StatusCode;
#[cfg(feature = "csv")]
pub use kind::Csv;
#[doc(hidden)]
pub use kind::media_type::{assert_media_range, assert_media_type};
pub use kind::{ByteStream, Event, Html, JsonLines, Sse, Text};
#[cfg(feature = "files")]
pub use kind::{File, FileError};
#[doc(hidden)]
pub use probe::{
    NoModel, Probe, assert_body, assert_error, describe_error, no_reply, same, sendable,
};

/// The traits whose methods answer a probe when nothing better does. Nothing here is for users.
#[doc(hidden)]
pub mod fallbacks {
    pub use crate::answer::NoSuccesses as _;
    pub use crate::bounds::{
        CreatedWithoutLocation as _, JobId as _, MisfitsContract as _, NoTask as _,
        OperationId as _, TaskId as _,
    };
    pub use crate::probe::{
        BodyKind as _, BodySet as _, BodyUnknown as _, DeclaredUnknown as _, OutcomePlain as _,
        Split as _, SplitPlain as _, SplitResult as _,
    };
    pub use crate::request::ForeignInput as _;
}
pub use outcome::Responses;
pub use outcome::reply::{ETag, HeaderError, HeaderField, LastModified, ResponseHeaders};
pub use outcome::{Accepted, Created, MaybeContent, NoContent, Redirect, Reply, Upserted};
#[doc(hidden)]
pub use outcome::{At, DeclaresSet, rendered};
