//! `/docs` and `/openapi.json` in a browser: what they may load, and where.

use axum::Router;
use steadfast::describe::{OAuthFlows, SecurityScheme};
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};

#[route(get, "/health", response = Text)]
async fn health() -> Text {
    Text::from("ok")
}

fn api() -> Api {
    Api::new("Health", "1.0.0").routes(routes![health])
}

/// The sources of a directive of the policy of the page.
async fn sources(api: Api, directive: &str) -> Vec<String> {
    let page = Client::new(api.into_router()).get("/docs").await;
    directives(&page)
        .into_iter()
        .find(|words| words[0] == directive)
        .unwrap_or_else(|| panic!("no {directive}"))
        .split_off(1)
}

fn directives(answer: &TestAnswer) -> Vec<Vec<String>> {
    let policy = answer.header("content-security-policy").unwrap();
    let words = |directive: &str| directive.split_whitespace().map(str::to_owned).collect();
    policy.split(';').map(words).collect()
}

const FILES: [&str; 4] = [
    "/docs",
    "/docs/assets/swagger-ui.css",
    "/docs/assets/swagger-ui-bundle.js",
    "/docs/assets/start.js",
];

#[tokio::test]
async fn none_of_it_is_shown_in_a_frame_guessed_at_or_told_to_others() {
    let client = Client::new(api().into_router());
    for path in FILES.into_iter().chain(["/openapi.json"]) {
        let served = client.get(path).await;
        served
            .assert_status(200)
            .assert_header("x-content-type-options", "nosniff")
            .assert_header("x-frame-options", "DENY")
            .assert_header("referrer-policy", "no-referrer");
        let directives = directives(&served);
        for expected in [["default-src", "'none'"], ["frame-ancestors", "'none'"]] {
            assert!(directives.iter().any(|words| *words == expected), "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_browser_has_kept_stays_under_the_policy() {
    let client = Client::new(api().into_router());
    for path in ["/docs", "/openapi.json", "/docs/assets/start.js"] {
        let served = client.get(path).await;
        let tag = served.header("etag").unwrap().to_owned();
        let again = client.get(path).header("if-none-match", &tag).await;
        again.assert_status(304);
        assert_eq!(directives(&again), directives(&served), "{path}");
    }
}

#[tokio::test]
async fn every_script_and_style_of_the_page_is_a_file_of_its_origin() {
    let client = Client::new(api().into_router());
    let page = client.get("/docs").await;
    for element in ["<style", "style=", "onload=", "<script>"] {
        assert!(!page.text().contains(element), "{element}");
    }
    for attribute in ["src=\"", "href=\""] {
        for rest in page.text().split(attribute).skip(1) {
            let file = rest.split('"').next().unwrap();
            // No icon, so that a browser does not ask for `/favicon.ico`.
            if file == "data:," {
                continue;
            }
            client.get(&format!("/{file}")).await.assert_status(200);
        }
    }
    for directive in ["script-src", "style-src"] {
        assert_eq!(sources(api(), directive).await, ["'self'"]);
    }
}

#[tokio::test]
async fn the_page_is_the_same_below_a_prefix_and_behind_one() {
    let alone = Client::new(api().into_router()).get("/docs").await;
    let nested = Client::new(Router::new().nest("/shop", api().into_router()));
    let behind = Client::new(api().root_path("/shop").into_router());
    for path in FILES {
        let below = nested.get(&format!("/shop{path}")).await;
        below.assert_status(200);
        assert_eq!(directives(&below), directives(&alone));
        let behind = behind.get(path).await;
        assert_eq!(directives(&behind), directives(&alone));
    }
}

#[tokio::test]
async fn an_asset_that_is_none_is_a_404() {
    let client = Client::new(api().into_router());
    for path in ["/docs/assets", "/docs/assets/", "/docs/assets/none.js"] {
        let missing = client.get(path).await;
        missing.assert_status(404);
        assert_eq!(missing.problem()["code"], "not_found", "{path}");
    }
}

#[tokio::test]
async fn requests_are_sent_to_the_servers_of_the_document() {
    let api = api()
        .server("/", "here")
        .server("v2", "below")
        .server("https://api.example.com/v1", "live")
        .server("https://api.example.com/v2", "live, too")
        .server("http://ada:secret@test.example.com:8080?x=1", "test")
        .server("//cdn.example.com/v1", "either scheme");
    assert_eq!(
        sources(api, "connect-src").await,
        [
            "'self'",
            "https://api.example.com",
            "http://test.example.com:8080",
            "cdn.example.com",
        ]
    );
}

#[tokio::test]
async fn a_server_whose_host_no_policy_can_name_is_any_of_its_scheme() {
    for (url, expected) in [
        ("https://{tenant}.example.com/v1", "https:"),
        ("http://[::1]:3000", "http:"),
        ("https://a;script-src *", "https:"),
        ("https://a, script-src *", "https:"),
        ("https://", "https:"),
        ("{scheme}://example.com", "http: https:"),
    ] {
        let found = sources(api().server(url, ""), "connect-src").await;
        assert_eq!(found.join(" "), format!("'self' {expected}"), "{url}");
    }
}

#[tokio::test]
async fn requests_are_sent_to_where_tokens_are_fetched() {
    let oauth = OAuthFlows::default()
        .client_credentials("https://login.example.com/token", [])
        .password("/token", []);
    let discovery = "https://id.example.com/.well-known/openid-configuration";
    let api = api()
        .security_scheme("oauth", SecurityScheme::oauth2(oauth))
        .security_scheme("oidc", SecurityScheme::open_id_connect(discovery));
    let mut found = sources(api, "connect-src").await;
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "'self'",
            "https://id.example.com",
            "https://login.example.com",
        ]
    );
}

#[cfg(feature = "scalar")]
mod scalar {
    use steadfast::DocsPage;

    use super::*;

    fn api() -> Api {
        super::api().docs_page(DocsPage::Scalar)
    }

    #[tokio::test]
    async fn scalar_is_shown_by_files_of_the_same_origin() {
        let client = Client::new(api().into_router());
        let page = client.get("/docs").await;
        page.assert_status(200);
        assert!(page.text().contains("docs/assets/scalar.js"));
        let bundle = client.get("/docs/assets/scalar.js").await;
        bundle
            .assert_status(200)
            .assert_header("content-type", "text/javascript")
            .assert_header("cache-control", "public, max-age=86400");
        assert!(bundle.bytes().len() > 1_000_000);
        client
            .get("/docs/assets/swagger-ui-bundle.js")
            .await
            .assert_status(404);
        for served in [page, bundle, client.get("/docs/assets/start.js").await] {
            assert!(directives(&served).contains(&vec!["script-src".into(), "'self'".into()]));
        }
    }

    #[tokio::test]
    async fn it_may_write_its_styles_into_the_page_and_nothing_more() {
        assert_eq!(
            sources(api(), "style-src").await,
            ["'self'", "'unsafe-inline'"]
        );
        assert_eq!(sources(api(), "connect-src").await, ["'self'"]);
        assert_eq!(sources(super::api(), "style-src").await, ["'self'"]);
    }

    #[tokio::test]
    async fn it_asks_nobody_else_for_anything() {
        let client = Client::new(api().into_router());
        let start = client.get("/docs/assets/start.js").await;
        for off in [
            "withDefaultFonts: false",
            "telemetry: false",
            "agent: { disabled: true }",
        ] {
            assert!(start.text().contains(off), "{off}");
        }
    }
}
