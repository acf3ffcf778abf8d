//! [`Opaque`]: a keyword that is not read, only compared with the same keyword of the other schema.

use serde_json::Value;

use crate::compat::document::Document;

#[derive(Clone, Copy)]
pub(in crate::compat) struct Opaque<'d> {
    pub(super) document: &'d Document,
    pub(super) keyword: &'d str,
    pub(super) value: &'d Value,
}
