//! The kind `Negotiated`: a model, or the same content as another kind, whichever the client prefers.

use http::HeaderValue;
use http::header::VARY;

use super::{Declarable, Kind, KindFrom, OfMediaType, Rendered};
use crate::contract::{Content, Header, Operation, Success};
use crate::json;
use crate::model::policy::{Policy, Selection};
use crate::model::{ResponseModel, WrittenFrom, filled_body};
use crate::outcome::body::header_of_links;

/// A model as JSON, or the same content as another kind, whichever the client prefers:
/// `response = Negotiated<AtMost<UserOut, 100>, Csv<UserOut>>`.
///
/// The extractor `Accept` reads what the client wants (RFC 9110 section 12.5.1), and chooses:
///
/// ```
/// use steadfast::prelude::*;
///
/// struct User { id: i64, name: String, password_hash: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = User)]
/// struct UserOut { id: i64, name: String }
///
/// type Users = Negotiated<AtMost<UserOut, 100>, Csv<UserOut>>;
///
/// #[route(get, "/users", response = Users)]
/// async fn list_users(accept: Accept<Users>) -> Negotiated<Vec<User>, Csv<User>> {
///     let users = vec![User { id: 7, name: "Ada".to_owned(), password_hash: "..".to_owned() }];
///     accept.choose(users, |users| users, Csv::iter)
/// }
/// ```
///
/// The document has both bodies at the same status, and `Vary: Accept`, which is sent with each. A client that accepts
/// neither is answered with a 406, which is documented as well; to send the first one in that case, take an
/// `Option<Accept<_>>`, and use [`Option::unwrap_or_default`].
///
/// The second one is any kind with a media type of its own: [`Csv`](crate::Csv), [`Html`](crate::Html),
/// [`Text`](crate::Text), [`JsonLines`](crate::JsonLines), [`Sse`](crate::Sse), or one of your own that is
/// [`OfMediaType`]. `pick` and the like select fields of both. An `ETag` is of one body: make it differ between the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negotiated<M, K> {
    /// The model, or what fills it.
    Model(M),
    /// The other kind.
    Kind(K),
}

impl<M, K: Kind> Declarable for Negotiated<M, K> {
    type Model = (M, K::Model);
}

impl<M: ResponseModel, K: Kind> Kind for Negotiated<M, K> {
    type Item = M;

    fn describe(operation: &mut Operation<'_>, selection: Selection, success: &mut Success) {
        let schema = operation.schemas.response(M::SHAPE, selection);
        let content = Content::new(JSON, schema);
        success.content.push(content);
        let own = success.headers.len();
        K::describe(operation, selection, success);
        for header in success.headers.iter_mut().skip(own) {
            header.required = false;
        }
        if let Some(links) = header_of_links::<M>() {
            success.headers.push(links);
        }
        let names = "Which headers of the request decide about the body";
        success.headers.push(Header::string("Vary", names));
    }
}

impl<M, K, V, W, P> KindFrom<Negotiated<V, W>, P> for Negotiated<M, K>
where
    M: ResponseModel + WrittenFrom<V>,
    K: KindFrom<W, P>,
    P: Policy,
{
    fn render(value: Negotiated<V, W>) -> Result<Rendered, json::Error> {
        let rendered = match value {
            Negotiated::Model(value) => {
                let links = M::links(&value);
                let rendered = filled_body::<M, P, V>(value).map(Rendered::json)?;
                match links {
                    Some(links) => rendered.extension(links),
                    None => rendered,
                }
            }
            Negotiated::Kind(value) => K::render(value)?,
        };
        Ok(rendered.header(VARY, HeaderValue::from_static("accept")))
    }
}

const JSON: &str = "application/json";

impl<M, K: OfMediaType> Negotiated<M, K> {
    /// The media types, in the order of the server.
    pub const MEDIA_TYPES: [&'static str; 2] = [JSON, K::MEDIA_TYPE];
}
