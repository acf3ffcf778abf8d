//! The query parameters `limit` and `offset`: parsing and documentation.

use super::{Number, either};
use crate::contract::Parameter;
use crate::model::{LimitOffset, PageStyle};
use crate::problem::Fault;

impl<const MAX: u32, S: PageStyle> LimitOffset<MAX, S> {
    /// Parses the query of a URI. Other parameters are ignored.
    ///
    /// # Errors
    /// Every fault: a value that is not a number, is too large or too small, and a parameter that is given twice.
    pub fn parse(query: &str) -> Result<Self, Vec<Fault>> {
        let (limit, offset) = either(Self::most().read(query), Self::before().read(query))?;
        Ok(Self::of(limit, offset))
    }

    /// The two parameters, for the document.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            Self::most().parameter("How many items are returned at most"),
            Self::before().parameter("How many items of the list to pass over"),
        ]
    }

    const fn most() -> Number {
        Number {
            name: Self::NAMES[0],
            least: 1,
            most: MAX,
            default: Self::DEFAULT_LIMIT,
            clamps: S::CLAMPS,
        }
    }

    const fn before() -> Number {
        Number {
            name: Self::NAMES[1],
            least: 0,
            most: u32::MAX,
            default: 0,
            clamps: S::CLAMPS,
        }
    }
}
