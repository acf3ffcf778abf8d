//! Credentials that are sent alike, and are not the same.

use serde_json::{Value, json};
use steadfast::compat::Verdict::{Breaking, Compatible, Risky};
use steadfast::compat::{Changes, Kind};

fn asking(security: &Value) -> Value {
    let flows =
        json!({ "clientCredentials": { "tokenUrl": "https://a.example.org/token", "scopes": {} } });
    json!({
        "openapi": "3.1.0",
        "paths": { "/": { "get": { "security": security, "responses": {} } } },
        "components": { "securitySchemes": {
            "jwt": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            "token": { "type": "http", "scheme": "Bearer", "bearerFormat": "JWT", "description": "A token" },
            "bearer": { "type": "http", "scheme": "bearer" },
            "oauth": { "type": "oauth2", "flows": flows },
        } },
    })
}

#[test]
fn the_same_header_with_another_token_is_risky() {
    for (old, new, verdict) in [
        (json!([{ "jwt": [] }]), json!([{ "oauth": [] }]), Risky),
        (
            json!([{ "oauth": ["admin"], "bearer": [] }]),
            json!([{ "oauth": ["admin"] }]),
            Risky,
        ),
        (
            json!([{ "oauth": [], "bearer": [] }]),
            json!([{ "oauth": ["admin"], "bearer": [] }]),
            Breaking,
        ),
        (
            json!([{ "jwt": [] }]),
            json!([{ "bearer": [] }, {}]),
            Compatible,
        ),
    ] {
        let changes = Changes::between(&asking(&old), &asking(&new)).unwrap();
        assert_eq!(changes.verdict(), verdict, "{old} {new}\n{changes}");
        let is_told = |kind| changes.iter().any(|change| change.kind == kind);
        assert!(is_told(Kind::SecurityChanged), "{changes}");
    }
    let (old, new) = (json!([{ "jwt": [] }]), json!([{ "token": [] }]));
    let changes = Changes::between(&asking(&old), &asking(&new)).unwrap();
    assert!(changes.is_empty(), "{changes}");
}

#[test]
fn a_webhook_with_other_credentials_is_risky() {
    let of = |security: Value| {
        let mut document = asking(&json!([]));
        let hook = json!({ "security": security, "responses": {} });
        document["webhooks"] = json!({ "created": { "post": hook } });
        document
    };
    let (old, new) = (of(json!([])), of(json!([{ "bearer": [] }])));
    for (old, new) in [(&old, &new), (&new, &old)] {
        let changes = Changes::between(old, new).unwrap();
        assert_eq!(changes.verdict(), Risky, "{changes}");
    }
    let same = Changes::between(&new, &new).unwrap();
    assert!(same.is_empty(), "{same}");
}
