//! An extractor that describes itself is marked as one.

use steadfast::describe::Operation;
use steadfast::extract::RequestPart;
use steadfast::prelude::*;

struct Vet {
    id: i64,
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Vet {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, Problem> {
        Ok(Vet { id: 1 })
    }
}

impl RequestPart for Vet {
    fn describe(_: &mut Operation<'_>) {}
}
// paste `impl steadfast::extract::Extractor for Vet {}`: => impl steadfast::extract::Extractor for Vet {}

#[route(get, "/vet", response = Text)]
async fn get_vet(vet: Vet) -> String {
    vet.id.to_string()
}

fn main() {
    let _: axum::Router = Api::new("Vets", "1").routes(routes![get_vet]).into_router();
}
