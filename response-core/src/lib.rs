//! What a response *is*, for the `steadfast` framework: models and their JSON, outcomes, errors and contract data.
//!
//! This crate knows no web framework and no async runtime; features add thin conversions. Users depend on `steadfast`.
//!
//! Each module uses only those before it in the order of ARCHITECTURE.md, which a test enforces.
#![deny(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "tower")]
pub mod complete;
pub mod contract;
pub mod error;
#[doc(hidden)]
pub mod glue;
pub mod json;
pub mod message;
pub mod model;
pub mod outcome;
pub mod problem;
pub mod schema;

pub use contract::{Extractor, RequestPart};
pub use error::{ErrorResponse, Fail, PreconditionFailed};
#[cfg(feature = "cookie")]
pub use message::SetCookie;
pub use message::{Body, Response};
pub use model::{
    CursorPage, CursorQuery, Field, FilledFrom, LentFrom, LimitOffset, LimitOffsetPage, MapKey,
    Page, PageQuery, Policy, ResponseModel, WrittenFrom,
};
#[cfg(feature = "csv")]
pub use outcome::kind::Csv;
pub use outcome::kind::{ByteStream, Event, Html, JsonLines, Sse, Text};
#[cfg(feature = "files")]
pub use outcome::kind::{File, FileError};
pub use outcome::reply::{ETag, LastModified, ResponseHeaders};
pub use outcome::{
    Accepted, Answer, Created, MaybeContent, NoContent, PlainAnswer, Redirect, Reply, Responses,
    Upserted,
};
pub use problem::{ErrorFormat, Fault, Loc, Problem};
