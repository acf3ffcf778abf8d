//! A router and its document, held against each other path by path and method by method.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::header::ALLOW;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

/// What the router serves beside what the document describes.
const OWN: [&str; 4] = ["/openapi.json", "/docs", "/docs/", "/docs/assets/"];

const METHODS: [Method; 8] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::TRACE,
];

/// Checks that the router has the paths of the document and no others, that each documented method is answered, and
/// that every other one is a 405 whose `Allow` names exactly the documented ones.
pub async fn assert_same(router: Router, document: &Value) {
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .cloned()
        .collect();
    let mounted: BTreeSet<String> = paths(&router)
        .into_iter()
        .filter(|path| {
            !OWN.iter()
                .any(|own| path == own || (own.ends_with("s/") && path.starts_with(own)))
        })
        .map(|path| path.replace("{*", "{"))
        .collect();
    assert_eq!(mounted, documented);

    for path in &documented {
        let allowed = allowed(&document["paths"][path]);
        for method in METHODS {
            let request = Request::builder()
                .method(&method)
                .uri(path.replace(['{', '}'], ""))
                .body(Body::empty())
                .expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            let status = answer.status();
            if allowed.contains(method.as_str()) {
                assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            } else {
                assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
                let header = answer.headers()[ALLOW].to_str().expect("a text");
                let told: BTreeSet<&str> = header.split(',').map(str::trim).collect();
                assert_eq!(told, allowed, "{method} {path}");
            }
        }
    }
}

/// The documented methods; whoever answers GET answers HEAD as well (RFC 9110 section 9.3.2).
fn allowed(item: &Value) -> BTreeSet<&'static str> {
    METHODS
        .iter()
        .filter(|method| {
            let documented = |method: &Method| item[method.as_str().to_lowercase()].is_object();
            documented(method) || (**method == Method::HEAD && documented(&Method::GET))
        })
        .map(|method| match *method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
            Method::OPTIONS => "OPTIONS",
            _ => "TRACE",
        })
        .collect()
}

/// The paths of a router. axum tells them to nobody but `Debug`.
fn paths(router: &Router) -> Vec<String> {
    let text = format!("{router:?}");
    // The second list is the one of the fallback.
    let list = text.split("paths: {").nth(1).unwrap_or_default();
    let list = list.split('}').take_while(|part| !part.starts_with(' '));
    let list = list.collect::<Vec<_>>().join("}");
    let found: Vec<String> = list
        .split('"')
        .filter(|part| part.starts_with('/'))
        .map(str::to_owned)
        .collect();
    assert!(!found.is_empty(), "axum's `Debug` has changed: {text}");
    found
}
