//! The query parameters `cursor` and `size`: parsing and documentation.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{fault, in_query, number, only_value, size};
use crate::contract::Parameter;
use crate::model::{CursorQuery, read_cursor};
use crate::problem::Fault;

impl<C, const MAX: u32> CursorQuery<C, MAX> {
    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            in_query(
                "cursor",
                "Where to continue: the `next_cursor` of the previous page. Without it, the first page is returned",
                serde_json::json!({ "type": "string" }),
            ),
            size(MAX, Self::DEFAULT_SIZE),
        ]
    }
}

impl<C: Serialize + DeserializeOwned, const MAX: u32> CursorQuery<C, MAX> {
    /// Parses the query of a URI with this path. Other parameters are ignored.
    ///
    /// # Errors
    /// Every fault: a cursor that was not made by this list, a size that is not a number, is too large or too small,
    /// and a parameter that is given twice.
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
            Ok(Self::of(after, size.unwrap_or(Self::DEFAULT_SIZE), path))
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
    let foreign = || fault("cursor", "not a cursor of this list", "invalid_cursor");
    read_cursor(path, &text).map(Some).ok_or_else(foreign)
}
