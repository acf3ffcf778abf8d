//! Conversions to and from axum 0.8.

use crate::message::Response;
use crate::message::body::Body;
use crate::model::{CursorQuery, LimitOffset, PageQuery, PageStyle};
use crate::outcome::Answer;
use crate::problem::Problem;

/// Converts a response to axum's type. A body of known bytes keeps them as they are.
pub fn axum_response(response: Response) -> axum_core::response::Response {
    response.map(axum_core::body::Body::from)
}

impl From<Body> for axum_core::body::Body {
    #[inline]
    fn from(body: Body) -> Self {
        if body.is_unwritten() {
            return Self::new(body);
        }
        match body.into_full() {
            // An empty body needs no allocation, empty bytes would.
            Ok(bytes) if bytes.is_empty() => Self::empty(),
            Ok(bytes) => Self::from(bytes),
            Err(stream) => Self::new(stream),
        }
    }
}

impl axum_core::response::IntoResponse for Problem {
    fn into_response(self) -> axum_core::response::Response {
        axum_response(Problem::into_response(self))
    }
}

impl From<axum_core::body::Body> for Body {
    fn from(body: axum_core::body::Body) -> Self {
        Self::new(body)
    }
}

impl<C, R> axum_core::response::IntoResponse for Answer<C, R> {
    fn into_response(self) -> axum_core::response::Response {
        axum_response(Answer::into_response(self))
    }
}

macro_rules! paging {
    ($($query:ident),*) => {$(
        impl<S: Sync, const MAX: u32, Y: PageStyle> axum_core::extract::FromRequestParts<S> for $query<MAX, Y> {
            type Rejection = Problem;

            async fn from_request_parts(
                parts: &mut http::request::Parts,
                _: &S,
            ) -> Result<Self, Problem> {
                Self::parse(parts.uri.query().unwrap_or_default()).map_err(Problem::invalid)
            }
        }
    )*};
}

paging!(PageQuery, LimitOffset);

impl<S, C, const MAX: u32, Y> axum_core::extract::FromRequestParts<S> for CursorQuery<C, MAX, Y>
where
    S: Sync,
    C: serde::Serialize + serde::de::DeserializeOwned,
    Y: PageStyle,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        Self::parse(parts.uri.path(), query).map_err(Problem::invalid)
    }
}
