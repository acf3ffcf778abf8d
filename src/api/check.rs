//! What axum would panic about, and what would make the document false or ambiguous.

use std::collections::BTreeMap;
use std::fmt;

use crate::docs;
use crate::openapi::{self, Head, Mounted};

/// Why the routes of an [`Api`](crate::Api) cannot be mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError(String);

impl ApiError {
    pub(super) fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ApiError {}

pub(super) fn routes(head: &Head, routes: &[Mounted<'_>]) -> Result<(), ApiError> {
    let mut paths = matchit::Router::new();
    let mut mounted: BTreeMap<&str, Vec<&Mounted<'_>>> = BTreeMap::new();
    let mut ids: BTreeMap<&str, &Mounted<'_>> = BTreeMap::new();
    for path in docs::PATHS {
        // The paths are constant and differ.
        let _ = paths.insert(*path, ());
    }
    let mut needed = Vec::new();
    for route in routes {
        let path = route.path;
        let others = mounted.entry(path).or_default();
        if let Some(other) = others
            .iter()
            .find(|other| other.info.method == route.info.method)
        {
            return Err(ApiError(format!(
                "`{}` and `{}` both answer {} {path}",
                other.handler(),
                route.handler(),
                route.info.method,
            )));
        }
        if others.is_empty()
            && let Err(error) = paths.insert(path, ())
        {
            return Err(ApiError(match error {
                matchit::InsertError::Conflict { with } => {
                    let other = mounted
                        .get(with.as_str())
                        .and_then(|others| others.first())
                        .map_or_else(
                            || "the document".to_owned(),
                            |other| format!("`{}`", other.handler()),
                        );
                    format!(
                        "`{}` at {path} cannot be told apart from {other} at {with}",
                        route.handler(),
                    )
                }
                error => format!("`{}` cannot be mounted at {path}: {error}", route.handler()),
            }));
        }
        if let Some(other) = ids.insert(route.id, route) {
            return Err(same_id(other, route));
        }
        if let Some(fault) = openapi::fault(head, route, &mut needed) {
            return Err(ApiError(format!("`{}` {fault}", route.handler())));
        }
        mounted.entry(path).or_default().push(route);
    }
    Ok(())
}

fn same_id(one: &Mounted<'_>, other: &Mounted<'_>) -> ApiError {
    let id = one.id;
    ApiError(if one.handler() == other.handler() {
        format!(
            "`{}` is mounted at {} and at {} with the same operation id, `{id}`: give one of the APIs an \
             `.operation_id_prefix(\"..\")`",
            one.handler(),
            one.path,
            other.path,
        )
    } else {
        format!(
            "`{}` and `{}` have the same operation id, `{id}`: give one of them `operation_id = \"..\"`",
            one.handler(),
            other.handler(),
        )
    })
}
