//! [`Upserted`]: 201 or 200, for a PUT.

use http::StatusCode;

use super::location::Location;
use super::sent::{described, success};
use super::{Fills, Outcome, OutcomeOf, OutcomeReaches, undeclared_status};
use crate::contract::{Declaration, Operation};
use crate::message::Response;

/// 201 or 200: what a PUT has created or replaced (RFC 9110 section 9.3.4).
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct NoteIn { text: String }
///
/// #[derive(ResponseModel)]
/// struct NoteOut { text: String }
///
/// /// Write a note.
/// #[route(put, "/notes/{name}", status = [200, 201], response = NoteOut)]
/// async fn put_note(Path(name): Path<String>, Json(note): Json<NoteIn>) -> Upserted<NoteOut> {
///     let value = NoteOut { text: note.text };
///     if name == "new" {
///         Upserted::Created { location: format!("/notes/{name}"), value }
///     } else {
///         Upserted::Updated(value)
///     }
/// }
/// # let _: axum::Router = Api::new("Notes", "1.0.0").routes(routes![put_note]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upserted<V> {
    /// 201: the resource is new.
    Created {
        /// The URI of the resource. Characters that a URI cannot hold are percent-encoded. If it is the route's own
        /// path, as declared, it leads to the place where `Api` serves it.
        location: String,
        /// The resource, or the value that the model is filled from.
        value: V,
    },
    /// 200: the resource existed already.
    Updated(V),
}

impl<V> Outcome for Upserted<V> {}
impl<V> OutcomeReaches<200> for Upserted<V> {}
impl<V> OutcomeReaches<201> for Upserted<V> {}

impl<C, K, V> OutcomeOf<C, K> for Upserted<V>
where
    C: Declaration,
    K: Fills<V> + undeclared_status<C, 200> + undeclared_status<C, 201>,
{
    fn render(self) -> Response {
        match self {
            Self::Updated(value) => success(C::ROUTE, StatusCode::OK, Some(K::fill(value))),
            Self::Created { location, value } => {
                let mut response = success(C::ROUTE, StatusCode::CREATED, Some(K::fill(value)));
                if response.status() == StatusCode::CREATED {
                    // A PUT creates the resource at its own target (RFC 9110 section 9.3.4), so this path may be below
                    // a prefix.
                    let location = if C::ROUTE.has_path(&location) {
                        Location::of_route(C::ROUTE, &location)
                    } else {
                        Location::new(&location)
                    };
                    location.set(&mut response);
                }
                response
            }
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        let updated = described::<K>(operation, 200);
        let mut created = described::<K>(operation, 201);
        created
            .headers
            .push(Location::header("Where the new resource is"));
        operation.successes.extend([updated, created]);
    }
}
