//! What the attributes of an error say against each other, and against its variants and fields.

mod body;
mod fields;
mod subsets;
mod transparent;

use super::RawError;
use crate::report::Report;

pub(super) fn check(error: &mut RawError, report: &mut Report) {
    for variant in &error.variants {
        match &variant.arguments.transparent {
            Some(key) => transparent::check(key, variant, report),
            None => {
                body::check(variant, report);
                fields::check(variant, report);
            }
        }
    }
    subsets::check(error, report);
}
