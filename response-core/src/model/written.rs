//! Writing a whole model as JSON.

use bytes::Bytes;

use super::filled::WrittenFrom;
use super::policy::{Everything, Policy};
use super::response_model::ResponseModel;
use crate::json;

/// Writes a model as JSON, for caches, tests and queues.
///
/// ```
/// use steadfast::json::to_vec;
///
/// assert_eq!(to_vec(&("Ada", [1, 2], None::<bool>))?, br#"["Ada",[1,2],null]"#);
/// # Ok::<(), steadfast::json::Error>(())
/// ```
///
/// # Errors
/// A float that is NaN or infinite: JSON has no number for it (RFC 8259 section 6). A field with
/// `#[response(non_finite_as_null)]` is `null` instead. A part that serde writes can fail as well: a
/// `#[response(foreign)]` field, `serialize_with`, or a flattened foreign map.
pub fn to_vec<M: ResponseModel + ?Sized>(model: &M) -> Result<Vec<u8>, json::Error> {
    json::collect(model.size_hint(), |out| model.write::<Everything>(out))
}

/// Fills a model from `source` and writes it under the policy `P`. The items of a list are filled and written one by
/// one.
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
/// As for [`to_vec`].
pub fn filled_to_vec<M: WrittenFrom<S>, P: Policy, S>(source: S) -> Result<Vec<u8>, json::Error> {
    json::collect(M::filled_size_hint(&source), |out| {
        M::write_filled::<P>(source, out)
    })
}

/// Fills a model and writes it, as the body of a response.
pub(crate) fn filled_body<M: WrittenFrom<S>, P: Policy, S>(
    source: S,
) -> Result<Bytes, json::Error> {
    json::collect_body(M::filled_size_hint(&source), |out| {
        M::write_filled::<P>(source, out)
    })
}
