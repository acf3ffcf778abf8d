//! [`LimitOffsetPage`]: a part of a list, by limit and offset.

use std::marker::PhantomData;

use super::envelope::{Envelope, from_one, from_zero, page_model};
use super::style::{PageStyle, StandardStyle, default_size, names, plain_query};
use super::{LINKS, NO_COUNT, cut};
use crate::json::{Error, Out};
use crate::model::links::{Link, Links, PagedBy};
use crate::model::policy::Policy;

/// Asks for a part of a list: `?limit=50&offset=100`.
///
/// `MAX` is the largest limit. A request that is out of range is refused, and every fault is reported, unless the [`PageStyle`]
/// `S` clamps; it also has the names of the parameters and the default limit.
///
/// ```
/// use steadfast::{LimitOffset, LimitOffsetPage};
///
/// let query: LimitOffset = LimitOffset::parse("limit=2&offset=2")?;
/// let page = LimitOffsetPage::of(["Ada", "Bob", "Grace"], &query);
/// assert_eq!(page.items(), ["Grace"]);
///
/// let faults = LimitOffset::<50>::parse("limit=51&offset=-1").unwrap_err();
/// assert_eq!(faults[0].to_string(), "query.limit: must be at most 50");
/// assert_eq!(faults[1].to_string(), "query.offset: must be at least 0");
/// # Ok::<(), Vec<steadfast::problem::Fault>>(())
/// ```
pub struct LimitOffset<const MAX: u32 = 100, S = StandardStyle> {
    limit: u32,
    offset: u32,
    style: PhantomData<fn() -> S>,
}

plain_query!(LimitOffset: limit, offset);

/// The start of the list. Only for the default `MAX`, so that `LimitOffset::default()` needs no type annotation.
impl Default for LimitOffset {
    fn default() -> Self {
        Self::of(Self::DEFAULT_LIMIT, 0)
    }
}

impl<const MAX: u32, S: PageStyle> LimitOffset<MAX, S> {
    pub(crate) const DEFAULT_LIMIT: u32 = default_size::<S>(MAX);
    pub(crate) const NAMES: [&'static str; 2] = names(S::LIMIT, S::OFFSET);
}

impl<const MAX: u32, S> LimitOffset<MAX, S> {
    /// A query from numbers that were parsed already.
    pub(crate) const fn of(limit: u32, offset: u32) -> Self {
        Self {
            limit,
            offset,
            style: PhantomData,
        }
    }

    /// The maximum number of items, for `LIMIT`: from 1 to `MAX`. Signed, as SQL's integers are.
    #[must_use]
    pub const fn limit(&self) -> i64 {
        self.limit as i64
    }

    /// The number of items to pass over, for `OFFSET`; signed, as SQL's integers are.
    #[must_use]
    pub const fn offset(&self) -> i64 {
        self.offset as i64
    }
}

/// A part of a list: `{"items": [...], "total": 41, "limit": 20, "offset": 40}`.
///
/// `pick` and `omit` on a route select fields of the items. The response carries a `Link` header (RFC 8288) to the first, the
/// previous, the next and the last part. A model of your own with other names is filled `from` it, as from a
/// [`Page`](super::Page#members-with-other-names).
///
/// ```
/// use steadfast::prelude::*;
///
/// #[route(get, "/names", response = LimitOffsetPage<String>)]
/// async fn list_names(query: LimitOffset) -> LimitOffsetPage<String> {
///     // SELECT .. LIMIT {query.limit()} OFFSET {query.offset()}, and SELECT count(*)
///     LimitOffsetPage::new(vec!["Ada".to_owned()], 1_i64, &query)
/// }
/// ```
///
/// A list in memory is cut, counted and converted:
///
/// ```
/// use steadfast::{LimitOffset, LimitOffsetPage};
///
/// let query: LimitOffset = LimitOffset::parse("limit=2&offset=1")?;
/// let page = LimitOffsetPage::of(["Ada", "Bob", "Grace"], &query);
/// assert_eq!((page.items(), page.total()), (&["Bob", "Grace"][..], Some(3)));
/// assert_eq!((page.limit(), page.offset()), (2, 1));
/// assert_eq!(page.map(str::len).into_items(), [3, 5]);
/// assert_eq!(<LimitOffset>::parameters()[0].name, "limit");
/// # Ok::<(), Vec<steadfast::problem::Fault>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitOffsetPage<T> {
    items: Vec<T>,
    /// An error if the total is negative or too large: the page cannot be written.
    total: Result<u64, &'static str>,
    limit: u32,
    offset: u32,
    by: PagedBy,
}

/// What a [`LimitOffsetPage`] is made of: the fields that a model with `#[response(from = LimitOffsetPage<T>)]` is filled from.
#[derive(Debug)]
#[non_exhaustive]
pub struct LimitOffsetPageParts<T> {
    /// The items of this part.
    pub items: Vec<T>,
    /// The number of items in the whole list.
    pub total: u64,
    /// The maximum number of items in the part.
    pub limit: u32,
    /// The number of items before it.
    pub offset: u32,
}

impl<T> LimitOffsetPage<T> {
    /// Creates the part that `query` asked for, of a list of `total` items.
    ///
    /// Databases count in signed numbers. A negative total is never sent: the response is a 500, which is logged.
    pub fn new<const MAX: u32, S: PageStyle>(
        items: Vec<T>,
        total: impl TryInto<u64>,
        query: &LimitOffset<MAX, S>,
    ) -> Self {
        Self {
            items,
            total: total.try_into().map_err(|_| NO_COUNT),
            limit: query.limit,
            offset: query.offset,
            by: PagedBy(Some(LimitOffset::<MAX, S>::NAMES)),
        }
    }

    /// Cuts the part that `query` asked for out of a list in memory, which is walked to its end and counted.
    pub fn of<const MAX: u32, S: PageStyle>(
        all: impl IntoIterator<Item = T>,
        query: &LimitOffset<MAX, S>,
    ) -> Self {
        let (items, total) = cut(all, u64::from(query.offset), query.limit);
        Self::new(items, total, query)
    }

    /// The items of this part.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of this part, by value.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The number of items in the whole list; `None` if it was made with a total that is not a count.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total.ok()
    }

    /// The maximum number of items in the part.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit
    }

    /// The number of items before the part.
    #[must_use]
    pub const fn offset(&self) -> u32 {
        self.offset
    }

    /// Converts each item.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> LimitOffsetPage<U> {
        LimitOffsetPage {
            items: self.items.into_iter().map(convert).collect(),
            total: self.total,
            limit: self.limit,
            offset: self.offset,
            by: self.by,
        }
    }

    /// `None` if the page cannot be written anyway.
    pub(crate) fn links(&self) -> Option<Links> {
        let [limit_name, offset_name] = self.by.0?;
        let (limit, offset) = (u64::from(self.limit), u64::from(self.offset));
        // What the offset of a request may be.
        let reachable = |offset: &u64| *offset <= u64::from(u32::MAX);
        let last = self.total()?.saturating_sub(1) / limit * limit;
        // Past the end of the list, the previous part is the last one.
        let prev = (offset > 0).then(|| last.min(offset.saturating_sub(limit)));
        let next = Some(offset + limit).filter(|next| *next < self.total.unwrap_or(0));
        let offsets = [
            ("first", Some(0)),
            ("prev", prev),
            ("next", next.filter(reachable)),
            ("last", Some(last).filter(reachable)),
        ];
        let link = |(rel, offset): (_, Option<u64>)| {
            let pairs: [(_, &dyn std::fmt::Display); 2] =
                [(limit_name, &self.limit), (offset_name, &offset?)];
            Some(Link::setting(rel, &pairs))
        };
        Some(Links {
            parameters: [limit_name, offset_name],
            links: offsets.into_iter().filter_map(link).collect(),
        })
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            total: self.total,
            limit: self.limit,
            offset: self.offset,
        }
    }

    /// What the page is made of, for a model that is filled from it.
    pub(crate) fn into_parts(self) -> Result<LimitOffsetPageParts<T>, Error> {
        Ok(LimitOffsetPageParts {
            total: self.total.map_err(Error::new)?,
            items: self.items,
            limit: self.limit,
            offset: self.offset,
        })
    }
}

/// The members of a [`LimitOffsetPage`] after its items.
struct Numbers {
    total: Result<u64, &'static str>,
    limit: u32,
    offset: u32,
}

impl Envelope for Numbers {
    const SIZE: usize = 64;

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match self.total {
            Err(fault) => out.fail(Error::new(fault)),
            Ok(total) => out
                .u64(b",\"total\":", total)
                .u64(b",\"limit\":", self.limit.into())
                .u64(b",\"offset\":", self.offset.into()),
        }
    }
}

page_model! {
    LimitOffsetPage, "response_core::page::offset", "A part of a list.", "The items of this part.",
    "total": u64::shape, "How many items there are in the whole list.";
    "limit": from_one, "How many items the part has at most.";
    "offset": from_zero, "How many items of the list are before it.";
    links: LINKS,
    part => part.numbers()
}
