//! The kind `Csv`: comma-separated values (RFC 4180).

mod cell;
mod columns;
mod rows;

use std::fmt;

use csv_core::Terminator;
use http::HeaderValue;
use http::header::CONTENT_DISPOSITION;

use super::stream::{
    AnyStream, CannotFail, Chunks, FilledBy, ItemOf, Items, infallible, streams_models,
};
use super::{Declarable, Kind, KindFrom, Rendered, disposition};
use crate::contract::{Content, Operation, Success};
use crate::json;
use crate::message::body::Body;
use crate::model::policy::{Policy, Selection};
use crate::model::{ResponseModel, filled_to_vec};
use columns::columns;
use rows::Rows;

/// A stream of models as the rows of a table: `text/csv` with a header row.
///
/// The columns are the fields of the model that the route's `pick` and `omit` select, so there is a header row even if
/// there are no rows. A field that is `None` or left out is an empty cell. A field that is a list or an object, such
/// as a `Duration`, cannot be a cell, and neither can a value that may be one, such as a `serde_json::Value`.
/// `Api::try_into_router` refuses such a route, and a router mounted by hand responds with a logged
/// 500. A foreign field is a cell if its schema is that of a text, a number, a boolean or `null`.
///
/// A text cell that begins with `=`, `+`, `-`, `@` (also full-width), a tab, a CR or an LF is sent with a `'` before
/// it: a spreadsheet would run it as a formula that the author of the text chose. Numbers are sent as they are,
/// including a negative decimal that is a string in JSON (`-12.50`). If programs read the table, use
/// [`keep_formulas`](Self::keep_formulas), which sends all text as it is.
///
/// ```
/// use steadfast::Csv;
///
/// fn export<Row: Send + 'static>(users: Vec<Row>) -> Csv<Row> {
///     Csv::iter(users).attachment("users.csv")
/// }
/// ```
///
/// As the response of a handler, from a stream:
///
/// ```
/// use std::io;
///
/// use futures_util::stream;
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Row { name: String, age: u32 }
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// #[error(transparent)]
/// #[response(status = 500)]
/// struct Broken(#[from] io::Error);
///
/// /// For a program: no `'` before a `=`, and LF.
/// #[route(get, "/users.csv", response = Csv<Row>)]
/// async fn export() -> Csv<Row> {
///     let rows = stream::iter([Row { name: "Ada".to_owned(), age: 36 }]);
///     Csv::new(rows).keep_formulas().line_feeds()
/// }
///
/// /// An error before the first row is the handler's own.
/// #[route(get, "/old-users.csv", response = Csv<Row>)]
/// async fn export_old() -> Result<Csv<Row>, Broken> {
///     let rows = stream::iter([Ok::<_, io::Error>(Row { name: "Ada".to_owned(), age: 36 })]);
///     Ok(Csv::try_new(rows).await?)
/// }
/// # let _: axum::Router = Api::new("Tables", "1.0.0").routes(routes![export, export_old]).into_router();
/// ```
pub struct Csv<T> {
    items: Items<T>,
    disposition: Option<HeaderValue>,
    keeps_formulas: bool,
    terminator: Terminator,
}

impl<T> Csv<T> {
    fn of(items: Items<T>) -> Self {
        Self {
            items,
            disposition: None,
            keeps_formulas: false,
            // RFC 4180 section 2.
            terminator: Terminator::CRLF,
        }
    }

    /// A stream that cannot fail. The status is sent before the first item is ready, so a panic in the stream can only close
    /// the connection, as a late error of [`try_new`](Self::try_new) does.
    pub fn new(items: impl AnyStream<Sent: ItemOf<T, Failure: CannotFail>> + Send + 'static) -> Self
    where
        T: Send + 'static,
    {
        Self::of(infallible(items))
    }

    /// Offers the table for download under this file name (RFC 6266), which may be in any script.
    #[must_use]
    pub fn attachment(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::header_value("attachment", name));
        self
    }

    /// Sends text as it is, even if a spreadsheet would run it as a formula: for tables that programs read.
    #[must_use]
    pub fn keep_formulas(mut self) -> Self {
        self.keeps_formulas = true;
        self
    }

    /// Ends each row with LF, for programs that expect it, instead of the CRLF of RFC 4180.
    #[must_use]
    pub fn line_feeds(mut self) -> Self {
        self.terminator = Terminator::Any(b'\n');
        self
    }
}

streams_models!(Csv, Csv::of);

impl<T> fmt::Debug for Csv<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Csv(stream)")
    }
}

impl<M> Declarable for Csv<M> {
    type Model = M;
}

impl<M: ResponseModel> Kind for Csv<M> {
    type Item = M;

    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success) {
        let row = operation.schemas.response(M::SHAPE, selection);
        if let Err(fault) = columns(M::SHAPE, selection.fields) {
            operation.faults.push(fault.fault());
        }
        success.content.push(Content::item("text/csv", row));
        success.headers.push(disposition::described());
    }
}

impl<M, T, P> KindFrom<Csv<T>, P> for Csv<M>
where
    M: ResponseModel + FilledBy<T>,
    T: Send + 'static,
    P: Policy,
{
    fn render(csv: Csv<T>) -> Result<Rendered, json::Error> {
        let columns = columns(M::SHAPE, P::FIELDS).map_err(json::Error::new)?;
        let mut rows = Rows::new(
            columns,
            filled_to_vec::<M, P, T>,
            csv.keeps_formulas,
            csv.terminator,
        );
        let head = rows.head();
        let rendered = Rendered::new(
            HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
            Body::new(Chunks::new(head, csv.items, rows)),
        );
        Ok(match csv.disposition {
            Some(disposition) => rendered.header(CONTENT_DISPOSITION, disposition),
            None => rendered,
        })
    }
}
