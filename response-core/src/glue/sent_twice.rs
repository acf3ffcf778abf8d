//! The rule `duplicate_field_name`, where a flattened type brings the second name.

use super::text::Text;
use crate::model::MemberNames;

/// Asserts that what is flattened has no name that the object has already.
///
/// `others` are the members before it, and `object` says what they are a part of: "`Outer`", "the tag".
#[track_caller]
pub const fn assert_distinct(
    flattened: &MemberNames,
    others: &MemberNames,
    ty: &'static str,
    object: &'static str,
) {
    if let Some(name) = flattened.common(others) {
        let text = Text::new()
            .and("`")
            .and(name)
            .and("` is sent twice, by ")
            .and(object)
            .and(" and by the flattened `")
            .and(ty)
            .and("`: rename one of them, or do not flatten [duplicate_field_name]");
        panic!("{}", text.as_str());
    }
    if flattened.has_map() && others.has_map() {
        let text = Text::new()
            .and("two maps are flattened into one object, and nothing keeps their keys apart: do not flatten `")
            .and(ty)
            .and("` [duplicate_field_name]");
        panic!("{}", text.as_str());
    }
}
