//! The page at `/docs`, and what it loads, from files inside the binary.

use std::future::ready;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::map_response;
use axum::response::{Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use serde_json::Value;
use swagger_ui_dist::{ApiDefinition, OpenApiSource, generate_routes};
use tower::ServiceExt;

use super::{DocsPage, entity_tag, policy, revalidated};

/// Adds the page and its files, all with its policy.
pub(super) fn with_page<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    page: DocsPage,
    title: &str,
    document: &Value,
) -> Router<S> {
    let html = Bytes::from(html(page, title));
    let script = Bytes::from_static(script(page).as_bytes());
    let (of_html, of_script) = (entity_tag(&html), entity_tag(&script));
    // The links of the page are relative to `/docs`.
    let without_slash = get(async || Redirect::permanent("../docs"));
    let policy = policy::of_page(page, document);
    let pages = Router::new()
        .route("/docs/", without_slash)
        .route(
            "/docs",
            get(async move || revalidated("text/html; charset=utf-8", of_html, html)),
        )
        .route(
            "/docs/assets/start.js",
            get(async move || revalidated("text/javascript", of_script, script)),
        );
    let pages = match page {
        DocsPage::SwaggerUi => swagger_ui(pages),
        #[cfg(feature = "scalar")]
        DocsPage::Scalar => scalar(pages),
    };
    router.merge(pages.layer(map_response(move |mut response: Response| {
        policy::apply(&policy, response.headers_mut());
        ready(response)
    })))
}

/// The header of a file that changes only with the version of a dependency.
const KEPT_FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

fn swagger_ui<S: Clone + Send + Sync + 'static>(pages: Router<S>) -> Router<S> {
    let assets: Router = generate_routes(ApiDefinition {
        uri_prefix: "/docs/assets",
        api_definition: OpenApiSource::Uri("/openapi.json"),
        title: None,
    })
    .layer(map_response(async |mut asset: Response| {
        asset.headers_mut().insert(CACHE_CONTROL, KEPT_FOR_A_DAY);
        asset
    }))
    .with_state(());
    // Only files: swagger-ui-dist has a page of its own at `/docs/assets`, with a script that the policy forbids.
    pages.route(
        "/docs/assets/{file}",
        get(async move |request: Request| assets.oneshot(request).await),
    )
}

/// In a debug build, the file is read from the sources of the crate that has it; without them there is none.
#[cfg(feature = "scalar")]
fn scalar<S: Clone + Send + Sync + 'static>(pages: Router<S>) -> Router<S> {
    let Some(bundle) = scalar_api_reference::get_asset("scalar.js").map(Bytes::from) else {
        return pages;
    };
    let tag = entity_tag(&bundle);
    pages.route(
        "/docs/assets/scalar.js",
        get(async move || {
            let mut asset = revalidated("text/javascript", tag, bundle);
            asset.headers_mut().insert(CACHE_CONTROL, KEPT_FOR_A_DAY);
            asset
        }),
    )
}

/// The HTML page. Its links are relative, so that it works below any prefix.
fn html(page: DocsPage, title: &str) -> String {
    let title = title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let (style, place, bundle) = match page {
        DocsPage::SwaggerUi => (
            "<link rel=\"stylesheet\" href=\"docs/assets/swagger-ui.css\">\n",
            "swagger-ui",
            "swagger-ui-bundle.js",
        ),
        #[cfg(feature = "scalar")]
        DocsPage::Scalar => ("", "scalar", "scalar.js"),
    };
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
{style}</head>
<body>
<div id="{place}"></div>
<script src="docs/assets/{bundle}"></script>
<script src="docs/assets/start.js"></script>
</body>
</html>
"#
    )
}

/// The script of the page, in a file of its own, so that its policy needs no exception. What would ask a service on the internet is
/// off: Swagger UI would have the document checked, Scalar would load fonts, count visits and offer a chat.
const fn script(page: DocsPage) -> &'static str {
    match page {
        DocsPage::SwaggerUi => {
            r##"window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
});
"##
        }
        #[cfg(feature = "scalar")]
        DocsPage::Scalar => {
            r##"window.ui = Scalar.createApiReference("#scalar", {
  url: "openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
});
"##
        }
    }
}
