//! [`Mounted`]: the operations of a document, with their places.

use serde_json::Value;

use crate::compat::document::{Document, operations};

/// An operation at its path.
#[derive(Clone, Copy)]
pub(in crate::compat) struct Mounted<'d> {
    pub(in crate::compat) path: &'d str,
    pub(in crate::compat) method: &'d str,
    pub(in crate::compat) item: &'d Value,
    pub(in crate::compat) operation: &'d Value,
}

/// The operations of the paths or the webhooks.
pub(in crate::compat) fn all<'d>(document: &'d Document, of: &str) -> Vec<Mounted<'d>> {
    let items = document.root[of].as_object().into_iter().flatten();
    items
        .flat_map(|(path, item)| {
            let item = document.resolved(item);
            operations(item).map(move |(method, operation)| Mounted {
                path,
                method,
                item,
                operation,
            })
        })
        .collect()
}

/// The method and the path.
pub(in crate::compat) fn named(mounted: &Mounted<'_>) -> String {
    format!("{} {}", mounted.method.to_uppercase(), mounted.path)
}
