//! Emitted code gives no warning, in whatever shape the handler comes.
#![deny(warnings)]

use steadfast::prelude::*;

mod private {
    pub struct Row {
        pub id: i64,
        pub password_hash: String,
    }
}

use private::Row;

fn row() -> Row {
    let row = Row {
        id: 1,
        password_hash: String::new(),
    };
    assert!(row.password_hash.is_empty());
    row
}

/// A private model in a public handler.
#[derive(ResponseModel)]
#[response(from = Row)]
struct RowOut {
    id: i64,
}

#[derive(Debug, ErrorResponse)]
enum RowError {
    #[response(status = 404)]
    RowNotFound,
    #[response(status = 503)]
    Down,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no such row")
    }
}

type ApiResult<T, E = RowError> = Result<T, E>;

#[route(post, "/rows", status = CREATED, response = RowOut)]
pub async fn create_row() -> ApiResult<Created<Row>> {
    Ok(Created::at("/rows/1", row()))
}

/// List the rows.
///
/// All of them.
#[route(get, "/rows", response = Page<RowOut>, tags("rows"))]
pub async fn list_rows(query: PageQuery) -> ApiResult<Page<Row>> {
    if query.page() > 1 {
        return Err(RowError::RowNotFound);
    }
    Ok(Page::new(vec![row()], 1_i64, &query))
}

#[route(patch, "/rows/{id}", response = RowOut)]
async fn early_returns(Path(mut id): Path<i64>) -> Result<Row, RowError> {
    id += 1;
    let digits: Result<i64, RowError> = id.to_string().parse().map_err(|_| RowError::Down);
    let id = digits?;
    if id > 7 {
        Err(RowError::RowNotFound)?;
    }
    Ok(row())
}

#[route(delete, "/rows/{id}")]
async fn plain(_: Path<i64>) {}

#[route(get, "/blocking", response = RowOut)]
fn blocking() -> Result<Row, RowError> {
    Ok(row())
}

#[deprecated]
#[route(get, "/old", response = RowOut)]
async fn old() -> Row {
    row()
}

#[route(get, "/generic", response = T)]
async fn generic<T>() -> T
where
    T: ResponseModel + FilledFrom<T> + Default + Send,
{
    T::default()
}

#[route(get, "/rows.csv", response = Csv<RowOut>, pick(id), cache = "private, max-age=60")]
async fn rows_csv() -> ApiResult<Csv<Row>> {
    Ok(Csv::iter([row()]).attachment("rows.csv"))
}

#[route(get, "/generic.jsonl", response = JsonLines<T>)]
async fn generic_lines<T>() -> JsonLines<T>
where
    T: ResponseModel + FilledFrom<T> + Default + Send + 'static,
{
    JsonLines::iter([T::default()])
}

#[route(get, "/pdf", response = ByteStream, media_type = "application/pdf")]
async fn pdf() -> ByteStream {
    ByteStream::iter([Bytes::new()])
}

trait Store {
    type Row: Send;
    fn row() -> Self::Row;
}

struct Memory;

impl Store for Memory {
    type Row = Row;
    fn row() -> Row {
        row()
    }
}

#[route(get, "/associated", response = RowOut)]
async fn associated<S: Store>() -> S::Row
where
    RowOut: FilledFrom<S::Row>,
{
    S::row()
}

#[route(get, "/borrowed", response = &'a str)]
async fn borrowed<'a>(text: &'a str) -> &'a str {
    text
}

#[route(get, "/elided", response = &str)]
async fn elided(text: &str) -> &str {
    text
}

#[route(post, "/search", action, response = String)]
async fn search(r#type: impl Into<String> + Send, (first, mut second): (i64, i64)) -> String {
    second += first;
    format!("{}{second}", r#type.into())
}

macro_rules! make {
    ($name:ident, $model:ty, $value:expr) => {
        #[route(get, "/made", response = $model)]
        async fn $name() -> $model {
            $value
        }
    };
}

make!(made, String, String::from("x"));

#[route(get, "/raw", response = String)]
async fn r#move() -> String {
    String::new()
}

#[rustfmt::skip]
#[route(get, "/one-line", response = RowOut)]
async fn one_line() -> Row { row() }

// serde's derive has bindings of this name.
#[route(get, "/map", response = RowOut)]
async fn map() -> Row {
    row()
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct RowIn {
    id: i64,
}

#[route(post, "/get", response = RowOut)]
async fn get(Json(new): Json<RowIn>) -> Created<Row> {
    Created::at(format!("/rows/{}", new.id), row())
}

#[route(get, "/get-model", response = RowOut)]
async fn get_model() -> Row {
    row()
}

#[expect(unused_variables, reason = "it is only configured in")]
#[route(get, "/expect", response = RowOut)]
async fn expected(unused: PageQuery, #[cfg(any())] Path(never): Path<i64>) -> Row {
    row()
}

#[route(head, "/head")]
async fn head() {}

#[route(post, status = 204)]
async fn row_created(Header(_): Header<Signature>, Json(_): Json<i64>) {}

#[route(post, status = 204)]
async fn row_removed(Json(_): Json<i64>) {}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Signature {
    #[allow(dead_code)]
    x_signature: String,
}

#[route(post, "/documented", response = RowOut, deprecated(since = "2026-01-31", sunset = "2026-12-31"),
    link(list_rows, page = 2), link("generic" = generic::<String>), callback("{$request.header.X-Url}", row_created),
    extension("x-a" = [1, { "b": null }]))]
async fn documented() -> Created<RowOut> {
    Created::at("/rows/1", RowOut { id: 1 })
}

#[cfg(any())]
#[route(get, "/never", response = Missing, link(missing), extension("x-a" = missing()))]
async fn never() -> Missing {
    missing()
}

#[allow(deprecated)]
fn main() {
    #[derive(ResponseModel)]
    struct Inner {
        id: i64,
    }

    #[route(get, "/inner", response = Inner)]
    async fn inner() -> Inner {
        Inner { id: 1 }
    }

    let _ = steadfast::Api::<()>::new("Rows", "1.0.0")
        .routes(routes![
            create_row,
            list_rows,
            early_returns,
            plain,
            blocking,
            old,
            inner,
            made,
            r#move
        ])
        .routes(routes![one_line, map, get, get_model, expected, head])
        .routes(routes![generic::<String>, associated::<Memory>])
        .routes(routes![documented])
        .webhook("rowRemoved", row_removed)
        .routes(routes![rows_csv, generic_lines::<String>, pdf])
        .openapi();
    let _ = (borrowed("x"), elided("x"), search("x", (1, 2)));
    let _: axum::Router = axum::Router::new().route("/by-hand", axum::routing::get(made));
}
