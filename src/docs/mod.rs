//! Serving the document: `/openapi.json`, and a page at `/docs` from files inside the binary.

#[cfg(feature = "docs")]
mod page;
mod policy;

use axum::Extension;
use axum::Router;
use axum::extract::OriginalUri;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use response_core::complete::RootPath;
use serde_json::{Value, json};

const DOCUMENT: &str = "/openapi.json";

/// The paths that [`router`] serves.
#[cfg(feature = "docs")]
pub(crate) const PATHS: &[&str] = &["/openapi.json", "/docs", "/docs/", "/docs/{*asset}"];
#[cfg(not(feature = "docs"))]
pub(crate) const PATHS: &[&str] = &["/openapi.json"];

/// The page at `/docs`: see [`Api::docs_page`](crate::Api::docs_page).
///
/// ```
/// use steadfast::prelude::*;
/// use steadfast::DocsPage;
///
/// let api: Api = Api::new("Users", "1.0.0").docs_page(DocsPage::SwaggerUi);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum DocsPage {
    /// [Swagger UI](https://swagger.io/tools/swagger-ui/): the operations one below the other, each with "Try it out".
    #[default]
    SwaggerUi,
    /// [Scalar](https://scalar.com): operations with examples of requests beside them, a search, and a client; dark where the
    /// browser is. The page asks no other host for anything: its fonts are the system's, and what Scalar would send or fetch
    /// elsewhere is off.
    #[cfg(feature = "scalar")]
    Scalar,
}

/// Serves the document, of which only the text is kept, and the page that shows it.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(
    page: DocsPage,
    title: &str,
    document: Value,
) -> Router<S> {
    let served = Served::new(&document);
    let router = Router::new().route(
        DOCUMENT,
        get(
            async move |OriginalUri(uri): OriginalUri, root: Option<Extension<RootPath>>| {
                let nested = uri.path().strip_suffix(DOCUMENT).unwrap_or_default();
                let root = root.as_ref().map_or("", |root| root.as_str());
                let Served { bytes, tag, .. } = match nested.is_empty() && root.is_empty() {
                    true => served,
                    false => served.below(&format!("{root}{nested}")),
                };
                let mut response = revalidated("application/json", tag, bytes);
                policy::apply(&policy::NOTHING, response.headers_mut());
                response
            },
        ),
    );
    let router = with_page(router, page, title, &document);
    drop(document);
    router
}

/// The text of the document.
#[derive(Clone)]
struct Served {
    bytes: Bytes,
    tag: HeaderValue,
    /// Whether it says where the API is served.
    has_servers: bool,
}

impl Served {
    fn new(document: &Value) -> Self {
        let has_servers = document.get("servers").is_some();
        let text = serde_json::to_vec(document);
        let text = text.unwrap_or_else(|_| document.to_string().into());
        // It has grown to more than it needs.
        Self::of(text.into(), has_servers)
    }

    fn of(text: Box<[u8]>, has_servers: bool) -> Self {
        Self {
            tag: entity_tag(&text),
            bytes: text.into(),
            has_servers,
        }
    }

    /// The document for a router that is served below a prefix, which is not in its paths: that of an outer router, or of a
    /// proxy.
    fn below(self, prefix: &str) -> Self {
        let Some(members) = self.bytes.strip_suffix(b"}").filter(|_| !self.has_servers) else {
            return self;
        };
        let servers = json!([{ "url": prefix }]).to_string();
        let text = [members, b",\"servers\":", servers.as_bytes(), b"}"].concat();
        Self::of(text.into(), true)
    }
}

/// A strong entity tag (RFC 9110 section 8.8.3): FNV-1a over the bytes.
fn entity_tag(bytes: &[u8]) -> HeaderValue {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // Hexadecimal digits between quotes are a valid header value.
    HeaderValue::try_from(format!("\"{hash:016x}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// A body that a client may store but has to revalidate; the completing layer answers 304.
fn revalidated(media_type: &'static str, tag: HeaderValue, body: Bytes) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (ETAG, tag),
    ];
    (headers, body).into_response()
}

#[cfg(feature = "docs")]
use page::with_page;

#[cfg(not(feature = "docs"))]
fn with_page<S>(router: Router<S>, _: DocsPage, _: &str, _: &Value) -> Router<S> {
    router
}
