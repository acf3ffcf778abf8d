//! A model as JSON, all of it.

use super::filled::WrittenFrom;
use super::policy::{Everything, Policy};
use super::response_model::ResponseModel;
use crate::json;

/// Writes a model as JSON: for caches, tests, queues.
///
/// ```
/// use steadfast::json::to_vec;
///
/// assert_eq!(to_vec(&("Ada", [1, 2], None::<bool>))?, br#"["Ada",[1,2],null]"#);
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// # Errors
/// Only what serde writes can fail: a `#[response(foreign)]` field, `serialize_with`, a foreign map that is flattened.
pub fn to_vec<M: ResponseModel + ?Sized>(model: &M) -> Result<Vec<u8>, json::Error> {
    json::collect(model.size_hint(), |out| model.write::<Everything>(out))
}

/// Fills a model from `source` and writes it as the policy says; items of a list are filled one by one.
///
/// ```
/// use steadfast::json::filled_to_vec;
/// use steadfast::model::policy::Everything;
///
/// let rows = vec![Some("Ada"), None];
/// let bytes = filled_to_vec::<Vec<Option<&str>>, Everything, _>(rows)?;
/// assert_eq!(bytes, br#"["Ada",null]"#);
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// # Errors
/// As [`to_vec`].
pub fn filled_to_vec<M: WrittenFrom<S>, P: Policy, S>(source: S) -> Result<Vec<u8>, json::Error> {
    json::collect(M::filled_size_hint(&source), |out| {
        M::write_filled::<P>(source, out)
    })
}
