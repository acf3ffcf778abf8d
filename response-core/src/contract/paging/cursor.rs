//! The query parameters `cursor` and `size`: parsing and documentation.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Number, either, fault, in_query, only_value};
use crate::contract::Parameter;
use crate::model::{CursorQuery, PageStyle, read_cursor};
use crate::problem::Fault;

impl<C, const MAX: u32, S: PageStyle> CursorQuery<C, MAX, S> {
    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            in_query(
                Self::NAMES[0],
                "Where to continue: the `next_cursor` of the previous page. Without it, the first page is returned",
                serde_json::json!({ "type": "string" }),
            ),
            Self::page_size().parameter("How many items a page has at most"),
        ]
    }

    const fn page_size() -> Number {
        Number {
            name: Self::NAMES[1],
            least: 1,
            most: MAX,
            default: Self::DEFAULT_SIZE,
            clamps: S::CLAMPS,
        }
    }
}

impl<C: Serialize + DeserializeOwned, const MAX: u32, S: PageStyle> CursorQuery<C, MAX, S> {
    /// Parses the query of a URI with this path. Other parameters are ignored.
    ///
    /// # Errors
    /// Every fault: a cursor that was not made by this list, a size that is not a number, is too large or too small,
    /// and a parameter that is given twice.
    pub fn parse(path: &str, query: &str) -> Result<Self, Vec<Fault>> {
        let after = read(Self::NAMES[0], path, query);
        let (after, size) = either(after, Self::page_size().read(query))?;
        Ok(Self::of(after, size, path))
    }
}

fn read<C: DeserializeOwned>(
    name: &'static str,
    path: &str,
    query: &str,
) -> Result<Option<C>, Fault> {
    let Some(text) = only_value(query, name)? else {
        return Ok(None);
    };
    let text: Cow<'_, [u8]> = percent_decode_str(text).into();
    let foreign = || fault(name, "not a cursor of this list", "invalid_cursor");
    read_cursor(path, &text).map(Some).ok_or_else(foreign)
}
