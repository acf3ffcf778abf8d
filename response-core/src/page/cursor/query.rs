use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::token;
use crate::describe::Parameter;
use crate::fault::{Fault, Loc};
use crate::page::query::{DEFAULT_SIZE, in_query, number, only_value};

/// Where in a list to go on, and how far: `?cursor=WzQxXdcSOwU&size=50`.
///
/// `C` is the key of the last item of the page before: what the list is ordered by, and unique. The client gets it as an
/// opaque text and hands it back.
///
/// ```
/// use response_core::{CursorPage, CursorQuery};
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
/// # Ok::<(), Vec<response_core::Fault>>(())
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
    const DEFAULT_SIZE: u32 = {
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

    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            in_query(
                "cursor",
                "Where to go on: the `next_cursor` of the page before; left out, the list begins",
                serde_json::json!({ "type": "string" }),
            ),
            in_query(
                "size",
                "How many items a page has at most",
                serde_json::json!({
                    "type": "integer", "format": "uint32", "minimum": 1, "maximum": MAX, "default": Self::DEFAULT_SIZE,
                }),
            ),
        ]
    }
}

impl<C: Serialize + DeserializeOwned, const MAX: u32> CursorQuery<C, MAX> {
    /// Reads the query of a URI with this path; parameters that mean something else are left to others.
    ///
    /// # Errors
    /// Every fault: a cursor that was not made by this list, a size that is no number, too large or too small, and what
    /// is given twice.
    pub fn parse(path: &str, query: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let after = read(path, query).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let size = number(query, "size", 1, MAX).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if faults.is_empty() {
            Ok(Self {
                after,
                size: size.unwrap_or(Self::DEFAULT_SIZE),
                path: path.to_owned(),
            })
        } else {
            Err(faults)
        }
    }
}

fn read<C: DeserializeOwned>(path: &str, query: &str) -> Result<Option<C>, Fault> {
    let Some(text) = only_value(query, "cursor")? else {
        return Ok(None);
    };
    let text: Cow<'_, [u8]> = percent_decode_str(text).into();
    let foreign = || {
        Fault::new(
            [Loc::from("query"), Loc::from("cursor")],
            "not a cursor of this list",
            "invalid_cursor",
        )
    };
    token::read(path, &text).map(Some).ok_or_else(foreign)
}
