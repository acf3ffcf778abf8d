//! Whatever a client sends, and wherever its faults are found, a refusal is small.

mod service;

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use proptest::prelude::*;
use serde_json::Value;
use steadfast::ErrorFormat;
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

use service::{
    ATTACKS, FORM, FORM_PATHS, JSON, JSON_PATHS, MULTIPART, QUERY_PATHS, app, get, post, upload_of,
    with,
};

/// The maximum length of a refusal: its head and its body.
const LONGEST: usize = 20_000;

/// The maximum length of what is logged of a refusal.
const LONGEST_LOG: usize = 4000;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What is checked of a refusal.
struct Refusal {
    status: u16,
    /// The length of the head and the body.
    length: usize,
    body: Value,
    /// The length of what is logged, with everything that a subscriber can ask for.
    logged: usize,
}

fn refusal(router: &axum::Router, request: Request<Body>) -> Refusal {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .with_env_filter("steadfast=trace")
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let answer = || {
        runtime.block_on(async {
            let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
            (head, body.collect().await.unwrap().to_bytes())
        })
    };
    let (head, body) = tracing::subscriber::with_default(subscriber, answer);
    let fields = head.headers.iter();
    let fields: usize = fields
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    Refusal {
        status: head.status.as_u16(),
        length: "HTTP/1.1 422 Unprocessable Entity\r\n\r\n".len() + fields + body.len(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
        logged: log.0.lock().unwrap().len(),
    }
}

/// The faults, whichever format they are in.
fn faults(body: &Value) -> &[Value] {
    let faults = body["errors"]
        .as_array()
        .or_else(|| body["detail"].as_array());
    faults.map(Vec::as_slice).unwrap_or_default()
}

fn assert_bounded(refusal: &Refusal, what: &str) {
    let Refusal {
        length,
        body,
        logged,
        ..
    } = refusal;
    assert!(*length <= LONGEST, "{what}: {length} bytes: {body}");
    assert!(*logged <= LONGEST_LOG, "{what}: {logged} bytes are logged");
    let faults = faults(body);
    assert!(faults.len() <= 100, "{what}: {} faults", faults.len());
    let steps = faults
        .iter()
        .filter_map(|fault| fault["loc"].as_array())
        .flatten();
    for key in steps.filter_map(Value::as_str) {
        assert!(key.len() <= 128, "{what}: a key of {} bytes", key.len());
    }
}

/// The service, once for each format of errors.
static APPS: LazyLock<[axum::Router; 3]> = LazyLock::new(|| {
    [
        ErrorFormat::Problem,
        ErrorFormat::Detail,
        ErrorFormat::Structured,
    ]
    .map(app)
});

#[test]
fn no_request_has_a_large_refusal() {
    for router in &*APPS {
        for (what, attack) in ATTACKS {
            // Above the number of parts that a schema is checked for at once.
            let refusal = refusal(router, attack(100_000));
            assert_bounded(&refusal, what);
            if *what != "cookies: names" {
                assert!(
                    (400..500).contains(&refusal.status),
                    "{what}: {}",
                    refusal.status
                );
            }
        }
    }
}

#[test]
fn the_first_hundred_faults_are_told_in_their_order() {
    let [router, ..] = &*APPS;
    for path in ["/json/lists", "/json/schema", "/json/garde"] {
        let item = if path == "/json/garde" {
            "\"é\""
        } else {
            "1.5"
        };
        let items = vec![item; 50_000].join(",");
        let answer = refusal(router, post(path, JSON, format!("{{\"k\":[{items}]}}")));
        let told = faults(&answer.body);
        assert_eq!(told.len(), 100, "{path}");
        for (index, fault) in told.iter().enumerate() {
            assert_eq!(
                fault["loc"],
                serde_json::json!(["body", "k", index]),
                "{path}"
            );
        }
    }
}

#[test]
fn a_fault_behind_many_good_values_is_told() {
    let [router, ..] = &*APPS;
    let good = vec!["7"; 100_000].join(",");
    for (bad, kind) in [("1", "greater_than_equal"), ("true", "invalid_type")] {
        let json = format!("{{\"k\":[{good},{bad},{good}],\"l\":[{good}]}}");
        let answer = refusal(router, post("/json/schema", JSON, json));
        let told = faults(&answer.body);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["loc"], serde_json::json!(["body", "k", 100_000]));
        assert_eq!(told[0]["type"], kind);
    }
    let names: Vec<_> = (0..100_000).map(|index| format!("{index}=1&")).collect();
    let form = post("/form/map", FORM, names.concat() + "bad=x");
    let answer = refusal(router, form);
    assert_eq!(
        faults(&answer.body)[0]["loc"],
        serde_json::json!(["body", "bad"])
    );
}

#[test]
fn a_path_that_is_long_is_not_repeated() {
    let [router, ..] = &*APPS;
    let short = refusal(router, get(&format!("/{}", "a".repeat(1000))));
    assert_eq!(short.body["instance"], format!("/{}", "a".repeat(1000)));
    let long = refusal(router, get(&format!("/{}", "a".repeat(2000))));
    assert_eq!(long.body.get("instance"), None);
}

/// Text of a client that may mean something: short and long pieces, any number of them.
fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(str::to_owned),
        2 => "\\PC{0,8}",
        1 => (proptest::sample::select(pieces), 1..400_usize).prop_map(|(piece, times)| piece.repeat(times)),
        1 => ("[a-z\\x01\"é]", 1..3000_usize).prop_map(|(letter, times)| letter.repeat(times)),
    ];
    proptest::collection::vec(piece, 0..200).prop_map(|pieces| pieces.concat())
}

fn json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        "name|below|a|b|k|[0-9]{1,3}",
        "\\PC{0,20}",
        ("[a-z\\x01\"é]", 100..2000_usize).prop_map(|(letter, times)| letter.repeat(times)),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        key.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(12, 400, 30, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..30).prop_map(Value::from),
            (inner.clone(), 1..300_usize).prop_map(|(item, times)| vec![item; times].into()),
            proptest::collection::vec((key.clone(), inner), 0..30)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// What every byte stands for in a URI.
fn encoded(text: &str) -> String {
    let each = text.bytes().map(|byte| match byte {
        b'&' | b'=' | b'[' | b']' | b'%' => (byte as char).to_string(),
        byte if byte.is_ascii_alphanumeric() => (byte as char).to_string(),
        byte => format!("%{byte:02x}"),
    });
    each.collect::<String>()
        .replace('[', "%5B")
        .replace(']', "%5D")
}

const TEXTS: &[&str] = &[
    "&", "=", "a=", "b=", "tag=", "a=x&", "b[c]=1&", "%ff", "%", "[", "]", "k", "1", "-", ";", "+",
];
const SYNTAX: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"k\":",
    "{\"k\":[",
    "]}",
    "1,",
    "true,",
    "1e999,",
    "\"\\u0001\":",
    "{},",
    "\"",
    "null",
    "[[[[[[[[[[",
];
const FIELDS: &[&str] = &["; ", "=", "a", "%ff", "\"", ",", "W/", "*", "1", "k=x; "];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_has_a_large_refusal(value in json(), format in 0..3_usize) {
        let router = &APPS[format];
        for path in JSON_PATHS {
            let refusal = refusal(router, post(path, JSON, value.to_string()));
            assert_bounded(&refusal, path);
        }
    }

    #[test]
    fn no_text_has_a_large_refusal(form in text(TEXTS), json in text(SYNTAX), field in text(FIELDS), format in 0..3_usize) {
        let router = &APPS[format];
        for path in FORM_PATHS {
            assert_bounded(&refusal(router, post(path, FORM, form.clone())), path);
        }
        for path in JSON_PATHS {
            assert_bounded(&refusal(router, post(path, JSON, json.clone())), path);
        }
        let query: String = encoded(&form).chars().take(60_000).collect();
        for path in QUERY_PATHS {
            assert_bounded(&refusal(router, get(&format!("{path}?{query}"))), path);
        }
        let step = query.replace(['&', '='], "%26");
        assert_bounded(&refusal(router, get(&format!("/path/{step}/{step}").chars().take(60_000).collect::<String>())), "/path");
        for (path, name) in [("/cookie/map", "cookie"), ("/header/map", "x-a"), ("/if-match", "if-match"), ("/json/map", "x-request-id")] {
            if let Some(request) = with(path, name, field.as_bytes()) {
                assert_bounded(&refusal(router, request), path);
            }
        }
        assert_bounded(&refusal(router, upload_of(&field, &form)), "/upload");
        assert_bounded(&refusal(router, post("/upload", MULTIPART, form)), "/upload");
    }
}
