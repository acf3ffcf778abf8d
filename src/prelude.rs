//! Everything a handler needs: `use steadfast::prelude::*;`
//!
//! Two preludes that both bring a `Json` or a `Path` cannot be globbed in one file; there, import by name:
//!
//! ```
//! use steadfast::extract::{Json, Path, Query};
//! use steadfast::{Api, Created, ErrorResponse, Page, PageQuery, ResponseModel, route, routes};
//! ```

#[cfg(feature = "csv")]
pub use crate::Csv;
#[cfg(feature = "cookies")]
pub use crate::SetCookie;
#[cfg(feature = "garde")]
pub use crate::extract::Valid;
pub use crate::{
    Accepted, ByteStream, Bytes, Created, CursorPage, CursorQuery, ETag, ErrorResponse, Event,
    Fail, Field, FilledFrom, Html, JsonLines, LastModified, MaybeContent, NoContent, Page,
    PageQuery, PlainAnswer, Problem, Redirect, Reply, ResponseHeaders, ResponseModel, Responses,
    Sse, TaskAccepted, Text, Upserted, route,
};
#[cfg(feature = "axum")]
pub use crate::{
    Api, Background, ErrorFormat, Route, Tasks,
    extract::{Cookie, Form, Header, Json, LastEventId, Path, Query, State},
    routes,
};
#[cfg(feature = "files")]
pub use crate::{File, FileError};
