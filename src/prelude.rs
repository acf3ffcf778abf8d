//! Everything a handler needs: `use steadfast::prelude::*;`
//!
//! Two preludes that both have a `Json` or a `Path` cannot be globbed in one file. Import by name there:
//!
//! ```
//! use steadfast::extract::{Json, Path, Query};
//! use steadfast::{Api, Created, ErrorResponse, Page, PageQuery, ResponseModel, route, routes};
//! ```

pub use bytes::Bytes;
pub use response_core::error::{ErrorResponse, Fail, PreconditionFailed};
#[cfg(feature = "cookies")]
pub use response_core::message::SetCookie;
pub use response_core::model::{
    AtMost, CursorPage, CursorQuery, Field, FilledFrom, LimitOffset, LimitOffsetPage, Page,
    PageQuery, ResponseModel,
};
#[cfg(feature = "csv")]
pub use response_core::outcome::kind::Csv;
pub use response_core::outcome::kind::{ByteStream, Event, Html, JsonLines, Negotiated, Sse, Text};
#[cfg(feature = "files")]
pub use response_core::outcome::kind::{File, FileError};
pub use response_core::outcome::reply::{ETag, LastModified, ResponseHeaders};
pub use response_core::outcome::{
    Accepted, Created, CreatedWithoutLocation, HeadersOnly, MaybeContent, NoContent, PlainAnswer,
    Redirect, Reply, Responses, Upserted,
};
pub use response_core::problem::{ErrorFormat, Problem};
pub use response_macros::{ErrorResponse, ResponseHeaders, ResponseModel, Responses, route};

pub use crate::task::TaskAccepted;

#[cfg(feature = "axum")]
pub use crate::api::Api;
#[cfg(feature = "axum")]
pub use crate::background::{AddToResponse, Background, Tasks};
#[cfg(feature = "garde")]
pub use crate::extract::Valid;
#[cfg(feature = "axum")]
pub use crate::extract::{
    Accept, Cookie, Form, FromRef, Header, IfMatch, IfUnmodifiedSince, Json, LastEventId,
    MergePatch, Path, Query, Required, State,
};
#[cfg(feature = "axum")]
pub use crate::route::{Route, routes};
