//! Everything a handler needs: `use steadfast::prelude::*;`
//!
//! Two preludes that both bring a `Json` or a `Path` cannot be globbed in one file; there, import by name:
//!
//! ```
//! use steadfast::extract::{Json, Path, Query};
//! use steadfast::{Api, Created, ErrorResponse, Page, PageQuery, ResponseModel, route, routes};
//! ```

#[cfg(feature = "garde")]
pub use crate::extract::Valid;
pub use crate::{
    Accepted, Created, ErrorResponse, Fail, Field, FilledFrom, Html, MaybeContent, NoContent, Page,
    PageQuery, PlainAnswer, Problem, Redirect, ResponseModel, TaskAccepted, Text, Upserted, route,
};
#[cfg(feature = "axum")]
pub use crate::{
    Api, ErrorFormat, Route,
    extract::{Cookie, Form, Header, Json, Path, Query, State},
    routes,
};
