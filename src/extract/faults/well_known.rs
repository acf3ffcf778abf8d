//! What the types of other crates expect, worded for a client: their own messages are for programmers, or say nothing.

use response_core::problem::Fault;

/// The path of a type, what it expects, and the `type` of the fault.
const EXPECTED: &[(&str, &str, &str)] = &[
    ("chrono::naive::date::NaiveDate", DATE, "date_parsing"),
    ("jiff::civil::date::Date", DATE, "date_parsing"),
    ("chrono::naive::time::NaiveTime", TIME, "time_parsing"),
    ("jiff::civil::time::Time", TIME, "time_parsing"),
    (
        "chrono::naive::datetime::NaiveDateTime",
        CIVIL,
        "datetime_parsing",
    ),
    ("jiff::civil::datetime::DateTime", CIVIL, "datetime_parsing"),
    ("chrono::datetime::DateTime<", MOMENT, "datetime_parsing"),
    ("jiff::timestamp::Timestamp", MOMENT, "datetime_parsing"),
    ("uuid::Uuid", "expected a UUID", "uuid_parsing"),
    (
        "rust_decimal::decimal::Decimal",
        "expected a decimal number",
        "decimal_parsing",
    ),
    ("url::Url", "expected a URL", "url_parsing"),
];

pub(in crate::extract) const DATE: &str = "expected a date, such as `2026-11-21`";
const TIME: &str = "expected a time, such as `09:30:00`";
const CIVIL: &str = "expected a date and time, such as `2026-11-21T09:30:00`";
pub(in crate::extract) const MOMENT: &str =
    "expected a date and time with an offset, such as `2026-11-21T09:30:00Z`";

/// Rewords the fault if the type with this [name](std::any::type_name) is known; returns whether it is. If a name
/// changes one day, only the wording is lost.
pub(super) fn reword(fault: &mut Fault, of: &str) -> bool {
    let mut name = of;
    while let Some(inner) = WRAPPERS
        .iter()
        .find_map(|wrapper| name.strip_prefix(wrapper))
    {
        name = inner;
    }
    let known = EXPECTED.iter().find(|(path, ..)| {
        name.strip_prefix(path).is_some_and(|rest| {
            path.ends_with('<')
                || !rest.starts_with(|next: char| next.is_alphanumeric() || next == ':')
        })
    });
    let Some((_, msg, kind)) = known else {
        return false;
    };
    if !matches!(fault.kind, "value_error" | "invalid_value" | "invalid_type") {
        return false;
    }
    fault.kind = kind;
    fault.msg = (*msg).into();
    true
}

/// Whether the fault was reworded.
pub(super) fn is_reworded(fault: &Fault) -> bool {
    EXPECTED.iter().any(|(.., kind)| fault.kind == *kind)
}

const WRAPPERS: &[&str] = &["core::marker::PhantomData<", "core::option::Option<"];
