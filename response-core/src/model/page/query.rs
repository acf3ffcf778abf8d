//! [`PageQuery`]: the query that asks for a page by number.

use std::marker::PhantomData;

use super::style::{PageStyle, StandardStyle, default_size, names, plain_query};

/// Asks for a page of a list: `?page=2&size=50`.
///
/// `MAX` is the size of the largest page. A request that is out of range is refused, and every fault is reported, unless the
/// [`PageStyle`] `S` clamps; it also has the names of the parameters and the default size.
///
/// ```
/// use steadfast::PageQuery;
///
/// let query: PageQuery = PageQuery::parse("page=3")?;
/// assert_eq!((query.offset(), query.limit()), (40, 20));
///
/// let faults = PageQuery::<50>::parse("page=0&size=51").unwrap_err();
/// assert_eq!(faults[0].to_string(), "query.page: must be at least 1");
/// assert_eq!(faults[1].to_string(), "query.size: must be at most 50");
/// # Ok::<(), Vec<steadfast::problem::Fault>>(())
/// ```
pub struct PageQuery<const MAX: u32 = 100, S = StandardStyle> {
    page: u32,
    size: u32,
    style: PhantomData<fn() -> S>,
}

plain_query!(PageQuery: page, size);

/// The first page. Only for the default `MAX`, so that `PageQuery::default()` needs no type annotation.
impl Default for PageQuery {
    fn default() -> Self {
        Self::of(1, Self::DEFAULT_SIZE)
    }
}

impl<const MAX: u32, S: PageStyle> PageQuery<MAX, S> {
    pub(crate) const DEFAULT_SIZE: u32 = default_size::<S>(MAX);
    pub(crate) const NAMES: [&'static str; 2] = names(S::PAGE, S::SIZE);
}

impl<const MAX: u32, S> PageQuery<MAX, S> {
    /// A query from a number and a size that were parsed already.
    pub(crate) const fn of(page: u32, size: u32) -> Self {
        Self {
            page,
            size,
            style: PhantomData,
        }
    }

    /// The number of the page, from 1.
    #[must_use]
    pub const fn page(&self) -> u32 {
        self.page
    }

    /// The maximum number of items on the page: from 1 to `MAX`.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The number of items before the page, for `OFFSET`; signed, as SQL's integers are.
    #[must_use]
    pub const fn offset(&self) -> i64 {
        (self.page as i64 - 1).saturating_mul(self.size as i64)
    }

    /// [`size`](Self::size), for `LIMIT`; signed, as SQL's integers are.
    #[must_use]
    pub const fn limit(&self) -> i64 {
        self.size as i64
    }
}
