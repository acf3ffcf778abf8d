//! Serving the document: `/openapi.json`, and Swagger UI at `/docs` from files inside the binary.

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

/// Serves the document, of which only the text is kept, and the page that shows it.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(title: &str, document: Value) -> Router<S> {
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
    let router = with_page(router, title, &document);
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

/// The page, and what it loads, all with its policy.
#[cfg(feature = "docs")]
fn with_page<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    title: &str,
    document: &Value,
) -> Router<S> {
    use std::future::ready;

    use axum::extract::Request;
    use axum::middleware::map_response;
    use axum::response::Redirect;
    use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};
    use tower::ServiceExt;

    let page = Bytes::from(page(title));
    let (of_page, of_script) = (entity_tag(&page), entity_tag(SCRIPT.as_bytes()));
    let assets: Router = generate_routes(ApiDefinition {
        uri_prefix: "/docs/assets",
        api_definition: OpenApiSource::Uri("/openapi.json"),
        title: None,
    })
    .layer(map_response(async |mut asset: Response| {
        let cached = HeaderValue::from_static("public, max-age=86400");
        asset.headers_mut().insert(CACHE_CONTROL, cached);
        asset
    }))
    .with_state(());
    // The links of the page are relative to `/docs`.
    let without_slash = get(async || Redirect::permanent("../docs"));
    let policy = policy::of_page(document);
    let pages = Router::new()
        .route("/docs/", without_slash)
        .route(
            "/docs",
            get(async move || revalidated("text/html; charset=utf-8", of_page, page)),
        )
        .route(
            "/docs/assets/start.js",
            get(async move || {
                revalidated(
                    "text/javascript",
                    of_script,
                    Bytes::from_static(SCRIPT.as_bytes()),
                )
            }),
        )
        // Only files: swagger-ui-dist has a page of its own at `/docs/assets`, with a script that the policy forbids.
        .route(
            "/docs/assets/{file}",
            get(async move |request: Request| assets.oneshot(request).await),
        )
        .layer(map_response(move |mut response: Response| {
            policy::apply(&policy, response.headers_mut());
            ready(response)
        }));
    router.merge(pages)
}

#[cfg(not(feature = "docs"))]
fn with_page<S>(router: Router<S>, _: &str, _: &Value) -> Router<S> {
    router
}

/// The HTML page. Its links are relative, so that it works below any prefix.
#[cfg(feature = "docs")]
fn page(title: &str) -> String {
    let title = title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/assets/swagger-ui-bundle.js"></script>
<script src="docs/assets/start.js"></script>
</body>
</html>
"#
    )
}

/// The script of the page, in a file of its own, so that its policy needs no exception. Swagger UI would have the
/// document checked by a service on the internet.
#[cfg(feature = "docs")]
const SCRIPT: &str = r##"window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
});
"##;
