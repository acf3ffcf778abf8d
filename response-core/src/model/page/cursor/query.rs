//! [`CursorQuery`]: the query that asks for a page by cursor.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::model::page::style::{PageStyle, StandardStyle, default_size, names};

/// Asks for the items after a cursor, and how many: `?cursor=WzQxXdcSOwU&size=50`.
///
/// `C` is the key of the last item of the previous page: unique, and what the list is ordered by. The client gets it as
/// opaque text and sends it back.
///
/// ```
/// use steadfast::{CursorPage, CursorQuery};
///
/// let query: CursorQuery<i64> = CursorQuery::parse("/users", "size=2")?;
/// assert_eq!((query.after(), query.limit()), (None, 3));
///
/// let page = CursorPage::new(vec![7, 8, 9], &query, |id| *id);
/// let next = format!("size=2&cursor={}", page.next_cursor().unwrap());
/// let query: CursorQuery<i64> = CursorQuery::parse("/users", &next)?;
/// assert_eq!(query.after(), Some(&8));
///
/// let faults = CursorQuery::<i64>::parse("/users", "cursor=8&size=0").unwrap_err();
/// assert_eq!(faults[0].to_string(), "query.cursor: not a cursor of this list");
/// assert_eq!(faults[1].to_string(), "query.size: must be at least 1");
/// # Ok::<(), Vec<steadfast::problem::Fault>>(())
/// ```
///
/// A cursor is opaque, but neither secret nor signed: a client can read the key in it, and make one. Treat it as any
/// other input: the database query decides what a client may see, not the cursor. A cursor that was cut off, mistyped,
/// or made for another path or another `C` is refused.
///
/// `MAX` is the size of the largest page. A [`PageStyle`] `S` has other names for the parameters, another default size, or
/// clamps a size out of range.
pub struct CursorQuery<C, const MAX: u32 = 100, S = StandardStyle> {
    after: Option<C>,
    size: u32,
    path: String,
    style: PhantomData<fn() -> S>,
}

impl<C, const MAX: u32, S: PageStyle> CursorQuery<C, MAX, S> {
    pub(crate) const DEFAULT_SIZE: u32 = default_size::<S>(MAX);
    pub(crate) const NAMES: [&'static str; 2] = names(S::CURSOR, S::SIZE);
}

impl<C, const MAX: u32, S> CursorQuery<C, MAX, S> {
    /// The key after which the page starts; `None` at the start of the list.
    #[must_use]
    pub const fn after(&self) -> Option<&C> {
        self.after.as_ref()
    }

    /// The maximum number of items on the page: from 1 to `MAX`.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The number of rows for `LIMIT`: one more than the page holds, so that
    /// [`CursorPage::new`](super::CursorPage::new) can tell whether there is a next page.
    #[must_use]
    pub const fn limit(&self) -> i64 {
        self.size as i64 + 1
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// A query of the list at this path, from values that were parsed already.
    pub(crate) fn of(after: Option<C>, size: u32, path: &str) -> Self {
        Self {
            after,
            size,
            path: path.to_owned(),
            style: PhantomData,
        }
    }
}

impl<C: Clone, const MAX: u32, S> Clone for CursorQuery<C, MAX, S> {
    fn clone(&self) -> Self {
        Self::of(self.after.clone(), self.size, &self.path)
    }
}

impl<C: PartialEq, const MAX: u32, S> PartialEq for CursorQuery<C, MAX, S> {
    fn eq(&self, other: &Self) -> bool {
        self.after == other.after && self.size == other.size && self.path == other.path
    }
}

impl<C: Eq, const MAX: u32, S> Eq for CursorQuery<C, MAX, S> {}

impl<C: Hash, const MAX: u32, S> Hash for CursorQuery<C, MAX, S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.after.hash(state);
        self.size.hash(state);
        self.path.hash(state);
    }
}

impl<C: fmt::Debug, const MAX: u32, S> fmt::Debug for CursorQuery<C, MAX, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CursorQuery")
            .field("after", &self.after)
            .field("size", &self.size)
            .field("path", &self.path)
            .finish()
    }
}
