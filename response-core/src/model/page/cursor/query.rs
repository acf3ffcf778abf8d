use crate::model::page::query::DEFAULT_SIZE;

/// Where in a list to go on, and how far: `?cursor=WzQxXdcSOwU&size=50`.
///
/// `C` is the key of the last item of the page before: what the list is ordered by, and unique. The client gets it as an
/// opaque text and hands it back.
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
/// A cursor is opaque, not secret, and not signed: whoever wants to can read the key in it, and make one. So it is input
/// like any other: what a client may see is decided by the query of the database, not by the cursor. One that was cut
/// off, mistyped, or made for another path or another `C` is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CursorQuery<C, const MAX: u32 = 100> {
    after: Option<C>,
    size: u32,
    path: String,
}

impl<C, const MAX: u32> CursorQuery<C, MAX> {
    pub(crate) const DEFAULT_SIZE: u32 = {
        assert!(MAX > 0, "a page holds at least one item");
        if MAX < DEFAULT_SIZE {
            MAX
        } else {
            DEFAULT_SIZE
        }
    };

    /// The key of the item to go on after; `None` at the start of the list.
    #[must_use]
    pub const fn after(&self) -> Option<&C> {
        self.after.as_ref()
    }

    /// How many items a page has at most: from 1 to `MAX`.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// For `LIMIT`: one row more than the page holds, which tells [`CursorPage::new`](super::CursorPage::new) whether
    /// there is a next page.
    #[must_use]
    pub const fn limit(&self) -> i64 {
        self.size as i64 + 1
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// What to go on after and how far, read already, of the list at this path.
    pub(crate) fn of(after: Option<C>, size: u32, path: &str) -> Self {
        Self {
            after,
            size,
            path: path.to_owned(),
        }
    }
}
