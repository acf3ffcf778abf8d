"""Writes the program: a module and its routes for each model."""

import json

VALUES = 8

# The features of other crates that change how they write a value, or how serde_json does.
OTHERS = [
    "rust_decimal/serde-float",
    "serde_json/arbitrary_precision",
    "serde_json/preserve_order",
    "serde_json/float_roundtrip",
    "serde_json/raw_value",
    "serde_json/unbounded_depth",
    "time/large-dates",
    "time/serde-human-readable",
]

MANIFEST = """\
[package]
name = "outputs"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
chrono = {{ version = "0.4", default-features = false, features = ["std", "serde"] }}
jiff = {{ version = "0.2", default-features = false, features = ["std", "serde"] }}
rust_decimal = {{ version = "1", default-features = false, features = ["std", "serde"] }}
schemars = {{ version = "1.2", features = ["derive"] }}
serde = {{ version = "1", features = ["derive", "rc"] }}
serde_json = "1"
steadfast = {{ path = "{repository}", features = ["chrono", "jiff", "rust_decimal", "testing", "time", "url", "uuid"] }}
time = {{ version = "0.3", default-features = false, features = ["std", "serde"] }}
tokio = {{ version = "1", features = ["rt"] }}
url = {{ version = "2", features = ["serde"] }}
uuid = {{ version = "1", features = ["serde"] }}

[features]
default = []
# What another crate of a service may turn on.
others = [{others}]

[profile.dev]
debug = false
incremental = false
"""

MAIN = r"""
//! Answers a request for each value of each model, and prints what was sent beside what was expected.
#![allow(warnings)]

{modules}

mod prelude {
    pub use std::borrow::Cow;
    pub use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
    pub use std::marker::PhantomData;
    pub use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
    pub use std::num::*;
    pub use std::ops::{Range, RangeInclusive};
    pub use std::sync::Arc;
    pub use std::time::Duration;

    pub use schemars::JsonSchema;
    pub use serde::Serialize;
    pub use steadfast::prelude::*;

    /// The same order in every map with the same keys.
    pub type Fixed = std::hash::BuildHasherDefault<std::hash::DefaultHasher>;

    pub fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
        text.parse().unwrap()
    }

    pub const EPOCH: time::OffsetDateTime = time::OffsetDateTime::UNIX_EPOCH;

    pub fn zoned(moment: jiff::Timestamp) -> jiff::Zoned {
        moment.to_zoned(jiff::tz::TimeZone::UTC)
    }

    pub fn hours(hours: i8) -> time::UtcOffset {
        time::UtcOffset::from_hms(hours, 0, 0).unwrap()
    }

    pub fn always<T: ?Sized>(_: &T) -> bool {
        true
    }

    pub fn never<T: ?Sized>(_: &T) -> bool {
        false
    }

    pub fn as_text<T: std::fmt::Debug, S: serde::Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{value:?}"))
    }

    pub fn text<E: std::fmt::Display>(bytes: Result<Vec<u8>, E>) -> Result<String, String> {
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(|error| error.to_string())
    }
}

/// A model: its routes, and what is to be sent for each value, by us and by serde.
struct Model {
    name: &'static str,
    api: steadfast::Api,
    routes: &'static [&'static str],
    written: Vec<(Result<String, String>, Result<String, String>)>,
}

async fn answers(model: Model) {
    let name = model.name;
    let document = model.api.openapi();
    let router = match model.api.try_into_router() {
        Ok(router) => router,
        Err(error) => {
            println!("{}", serde_json::json!({ "model": name, "refused": error.to_string() }));
            return;
        }
    };
    println!("{}", serde_json::json!({ "model": name, "document": document }));
    let client = steadfast::testing::Client::new(router);
    for (value, (ours, theirs)) in model.written.iter().enumerate() {
        for route in model.routes {
            let path = format!("/{route}/{value}");
            let answer = client.get(&path).await;
            std::panic::set_hook(Box::new(|_| {}));
            let conforms = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                answer.assert_conforms();
            }));
            drop(std::panic::take_hook());
            let fault = conforms.err().map(|fault| match fault.downcast::<String>() {
                Ok(fault) => *fault,
                Err(_) => "a panic without a text".to_owned(),
            });
            let body = match std::str::from_utf8(answer.bytes()) {
                Ok(body) => body,
                Err(_) => "not UTF-8",
            };
            println!(
                "{}",
                serde_json::json!({
                    "model": name, "route": route, "value": value, "status": answer.status().as_u16(), "body": body,
                    "ours": ours, "theirs": theirs, "fault": fault,
                })
            );
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for model in [{models}] {
        answers(model()).await;
    }
}
"""

# Emitted code has names of its own for these.
CONSTANTS = "\n".join(
    f"pub const {name}: u8 = 0;" for name in ["out", "key", "value", "name", "length", "field0", "source", "serializer"]
)

MODULE = """\
use super::prelude::*;

{constants}

{items}

pub type Sent = {sent};

pub fn values() -> Vec<Sent> {{
    vec![
        {values}
    ]
}}

{routes}

pub fn model() -> super::Model {{
    super::Model {{
        name: "{name}",
        api: Api::new("{name}", "1.0.0").routes(routes![{handlers}]),
        routes: &[{names}],
        written: values().iter().map(|one| (text(steadfast::json::to_vec(one)), text(serde_json::to_vec(one)))).collect(),
    }}
}}
"""

ROUTE = """\
#[route(get, "/{name}/{{index}}", response = Sent{policy})]
async fn {name}(Path(index): Path<usize>) -> Sent {{
    values().swap_remove(index)
}}
"""


def policies(model):
    """The routes of a model: one sends all of it, others leave some out."""
    rng, routes = model.rng, {"whole": ""}
    if rng.random() < 0.3:
        routes["part"] = f", {rng.choice(['exclude_none', 'exclude_defaults'])}"
    fields = model.fields.get(model.sent.spelled)
    if fields and rng.random() < 0.5:
        names = ", ".join(rng.sample(fields, rng.randint(1, len(fields))))
        routes["some"] = f", {rng.choice(['pick', 'omit'])}({names})"
    return routes


def write(models, directory, repository, seed):
    """Writes the program, and what the judge has to know of it."""
    source = directory / "src"
    source.mkdir(parents=True, exist_ok=True)
    for old in source.iterdir():
        old.unlink()
    known = {}
    for number, model in enumerate(models):
        name = f"m{number}"
        routes = policies(model)
        values = [model.sent.value(model.rng, depth) for depth in [0, 6, *[4] * (VALUES - 2)]]
        items = ["\n".join(lines) for lines in model.declarations.values()]
        text = MODULE.format(
            constants=CONSTANTS,
            items="\n\n".join(items),
            sent=model.sent.spelled,
            values=",\n        ".join(values),
            name=name,
            routes="\n".join(ROUTE.format(name=route, policy=policy) for route, policy in routes.items()),
            handlers=", ".join(routes),
            names=", ".join(f'"{route}"' for route in routes),
        )
        (source / f"{name}.rs").write_text(text)
        known[name] = {
            "source": "\n\n".join([*items, f"type Sent = {model.sent.spelled};"]),
            "values": values,
            "routes": routes,
            "is_comparable": model.sent.is_comparable,
        }
    main = MAIN.replace("{modules}", "\n".join(f"mod {name};" for name in known))
    main = main.replace("{models}", ", ".join(f"{name}::model as fn() -> Model" for name in known))
    (source / "main.rs").write_text(main)
    others = ", ".join(f'"{one}"' for one in OTHERS)
    (directory / "Cargo.toml").write_text(MANIFEST.format(repository=repository, others=others))
    (directory / "models.json").write_text(json.dumps({"seed": seed, "models": known}))
