//! What a browser may do with the document, and with the page that shows it.

use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
#[cfg(feature = "docs")]
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
#[cfg(feature = "docs")]
use serde_json::Value;

#[cfg(feature = "docs")]
use super::DocsPage;

/// The policy of what is not a page: if a browser shows it, nothing is loaded and nothing runs.
pub(super) const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Adds the headers of a response with this `Content-Security-Policy`. `X-Frame-Options` is for browsers that do not
/// know `frame-ancestors` (CSP Level 3, section 6.4.2).
pub(super) fn apply(policy: &HeaderValue, headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}

/// The policy of the page: scripts and styles of its own origin, and requests to it and to what the document names.
/// Swagger UI's icons are `data:`, and a picture that it has received is a `blob:`. Scalar writes its styles into the page.
#[cfg(feature = "docs")]
pub(super) fn of_page(page: DocsPage, document: &Value) -> HeaderValue {
    let style = match page {
        DocsPage::SwaggerUi => "'self'",
        #[cfg(feature = "scalar")]
        DocsPage::Scalar => "'self' 'unsafe-inline'",
    };
    let mut requested = "'self'".to_owned();
    for url in requested_urls(document) {
        if let Some(source) = source(url)
            && !requested.split(' ').any(|known| known == source)
        {
            requested = requested + " " + &source;
        }
    }
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data: blob:; \
         media-src {requested}; connect-src {requested}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(NOTHING)
}

/// The servers, to which "Try it out" sends requests, and where Swagger UI fetches tokens for them.
#[cfg(feature = "docs")]
fn requested_urls(document: &Value) -> impl Iterator<Item = &str> {
    let servers = document["servers"].as_array().into_iter().flatten();
    let schemes = document["components"]["securitySchemes"].as_object();
    let schemes = schemes.into_iter().flat_map(|schemes| schemes.values());
    let of_tokens = schemes.flat_map(|scheme| {
        let flows = scheme["flows"].as_object();
        let flows = flows.into_iter().flat_map(|flows| flows.values());
        flows
            .map(|flow| &flow["tokenUrl"])
            .chain([&scheme["openIdConnectUrl"]])
    });
    servers
        .map(|server| &server["url"])
        .chain(of_tokens)
        .filter_map(Value::as_str)
}

/// The source of a URL (CSP Level 3, section 2.3.1); none for a relative URL, which is `'self'`.
///
/// A host that cannot be a source is any host of the scheme: one with variables (`https://{tenant}.example.com`), an
/// IPv6 address.
#[cfg(feature = "docs")]
fn source(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("//")?;
    if !scheme.is_empty() && !scheme.ends_with(':') {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let is_source = host
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c))
        && host.parse::<Authority>().is_ok();
    Some(match scheme {
        "" | "http:" | "https:" if is_source => match scheme {
            "" => host.to_owned(),
            scheme => format!("{scheme}//{host}"),
        },
        "http:" | "https:" => scheme.to_owned(),
        _ => "http: https:".to_owned(),
    })
}
