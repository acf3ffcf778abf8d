//! [`CursorPage`]: one page of a list that is read with a cursor.

mod query;
mod token;

pub use query::CursorQuery;
pub(crate) use token::read as read_cursor;

use serde::Serialize;

use super::PageStyle;
use super::envelope::{Envelope, page_model};
use crate::json::{Error, Out};
use crate::model::ResponseModel;
use crate::model::links::{Link, Links, PagedBy};
use crate::model::policy::Policy;

/// One page of a list that is read with a cursor: `{"items": [...], "next_cursor": "WzQxXdcSOwU"}`.
///
/// Unlike [`Page`](super::Page) it needs no count and stays fast far into a list. While rows are added and removed, it
/// shows no row twice and misses none that was there all the time. It cannot jump to a page, and it only goes forward.
///
/// ```
/// use steadfast::{CursorPage, CursorQuery};
///
/// // SELECT .. WHERE id > {after} ORDER BY id LIMIT {limit}
/// let query: CursorQuery<i64> = CursorQuery::parse("/users", "size=2").unwrap();
/// let rows = vec![7, 8, 9];
///
/// let page = CursorPage::new(rows, &query, |id| *id);
/// assert_eq!(page.items(), [7, 8]);
/// assert!(page.next_cursor().is_some());
/// assert_eq!(page.map(|id| id * 2).into_items(), [14, 16]);
///
/// // An extractor of your own describes the same parameters.
/// assert_eq!(CursorQuery::<i64>::parameters().len(), 2);
/// ```
///
/// `pick` and `omit` on a route select fields of the items. The response carries a `Link` header (RFC 8288) to the
/// first and the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorPage<T> {
    items: Vec<T>,
    next: Next,
    size: u32,
    by: PagedBy,
}

/// What follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    /// This is the last page.
    End,
    /// The items after this cursor.
    Cursor(String),
    /// There are more items, but the key is not valid JSON: the page cannot be written.
    Unwritable,
}

impl<T> CursorPage<T> {
    /// Creates the page that `query` asked for. `rows` holds up to [`limit`](CursorQuery::limit) rows, one more than
    /// the page does; `key` returns the key of an item, by which the list is ordered.
    ///
    /// The key has to be unique: for rows ordered by a date, use `(row.date, row.id)`. A key that cannot be written as
    /// JSON is never sent: the response is a 500, which is logged.
    pub fn new<C: Serialize, const MAX: u32, S: PageStyle>(
        mut rows: Vec<T>,
        query: &CursorQuery<C, MAX, S>,
        key: impl FnOnce(&T) -> C,
    ) -> Self {
        let size = query.size() as usize;
        let has_more = rows.len() > size;
        rows.truncate(size);
        let next = match rows.last() {
            Some(last) if has_more => {
                token::write(query.path(), &key(last)).map_or(Next::Unwritable, Next::Cursor)
            }
            _ => Next::End,
        };
        Self {
            items: rows,
            next,
            size: query.size(),
            by: PagedBy(Some(CursorQuery::<C, MAX, S>::NAMES)),
        }
    }

    /// The items of this page.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of this page, by value.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The cursor of the next page; `None` on the last page.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        match &self.next {
            Next::Cursor(cursor) => Some(cursor),
            _ => None,
        }
    }

    /// Converts each item.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> CursorPage<U> {
        CursorPage {
            items: self.items.into_iter().map(convert).collect(),
            next: self.next,
            size: self.size,
            by: self.by,
        }
    }

    pub(crate) fn links(&self) -> Option<Links> {
        let [cursor, size] = self.by.0?;
        let first = Link::setting("first", &[(size, &self.size)]);
        let next = self
            .next_cursor()
            .map(|next| Link::setting("next", &[(cursor, &next), (size, &self.size)]));
        Some(Links {
            parameters: [cursor, size],
            links: [first].into_iter().chain(next).collect(),
        })
    }

    /// What the page is made of, for a model that is filled from it.
    pub(crate) fn into_parts(self) -> Result<CursorPageParts<T>, Error> {
        Ok(CursorPageParts {
            next_cursor: match self.next {
                Next::End => None,
                Next::Cursor(cursor) => Some(cursor),
                Next::Unwritable => return Err(Error::new(UNWRITABLE)),
            },
            items: self.items,
            size: self.size,
        })
    }
}

/// What a [`CursorPage`] is made of: the fields that a model with `#[response(from = CursorPage<T>)]` is filled from.
#[derive(Debug)]
#[non_exhaustive]
pub struct CursorPageParts<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last page.
    pub next_cursor: Option<String>,
    /// The maximum number of items on the page.
    pub size: u32,
}

const UNWRITABLE: &str = "the key of a cursor is not JSON";

/// The relations of its links.
pub(crate) const LINKS: &[&str] = &["first", "next"];

impl Envelope for Next {
    const SIZE: usize = 32;

    fn texts(&self) -> usize {
        match self {
            Self::Cursor(cursor) => cursor.len(),
            _ => 0,
        }
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match self {
            Self::End if P::EXCLUDE_NONE || P::EXCLUDE_DEFAULTS => out,
            Self::End => out.literal(b",\"next_cursor\":null"),
            Self::Cursor(cursor) => cursor.put::<P, 15>(b",\"next_cursor\":", out),
            Self::Unwritable => out.fail(Error::new(UNWRITABLE)),
        }
    }
}

page_model! {
    CursorPage, "response_core::page::cursor", "One page of a list that is walked from item to item.", "The items of this page.",
    "next_cursor": Option::<String>::shape, "What to ask for the next page with, as `cursor`; null on the last one.";
    links: LINKS,
    page => page.next
}
