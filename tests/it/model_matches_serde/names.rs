//! No object has a member twice: the compiler refuses what it sees, the router what is generic or foreign, and the writer
//! a key of a map.

use std::collections::BTreeMap;

use serde::Serialize;
use steadfast::json::to_vec;
use steadfast::prelude::*;

use super::equal::same_bytes;

#[derive(Serialize, ResponseModel)]
struct WithMap {
    id: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

#[derive(Serialize, ResponseModel)]
#[serde(tag = "kind")]
enum Tagged {
    Map(BTreeMap<String, u8>),
    Named {
        a: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    },
}

#[derive(Serialize, ResponseModel)]
struct Outer {
    #[serde(flatten)]
    inner: Option<WithMap>,
    name: &'static str,
}

fn map(keys: &[&str]) -> BTreeMap<String, u8> {
    keys.iter().map(|key| ((*key).to_owned(), 1)).collect()
}

#[track_caller]
fn is_sent_twice<M: ResponseModel>(model: &M, name: &str) {
    let error = to_vec(model).unwrap_err().to_string();
    assert_eq!(
        error,
        format!("the object would have two members \"{name}\"")
    );
}

#[test]
fn the_keys_of_a_flattened_map_may_be_any_other_names() {
    for keys in [&[][..], &["a"], &["a", "b\"", "it"]] {
        same_bytes(&WithMap {
            id: 1,
            rest: map(keys),
        });
        same_bytes(&Tagged::Map(map(keys)));
        same_bytes(&Tagged::Named {
            a: 1,
            rest: map(&["id", "x"]),
        });
        same_bytes(&Outer {
            inner: Some(WithMap {
                id: 1,
                rest: map(keys),
            }),
            name: "n",
        });
    }
}

#[test]
fn a_key_that_is_the_name_of_a_member_cannot_be_written() {
    let with = |keys| WithMap {
        id: 1,
        rest: map(keys),
    };
    is_sent_twice(&with(&["a", "id"]), "id");
    is_sent_twice(&Tagged::Map(map(&["kind"])), "kind");
    let rest = map(&["a"]);
    is_sent_twice(&Tagged::Named { a: 1, rest }, "a");
    let rest = map(&["kind"]);
    is_sent_twice(&Tagged::Named { a: 1, rest }, "kind");
    let inner = Some(with(&["name"]));
    is_sent_twice(&Outer { inner, name: "n" }, "name");
}

/// What serde writes into an object that is flattened again.
#[test]
fn a_key_that_serde_writes_is_found_however_deep_it_is() {
    type Extra = serde_json::Map<String, serde_json::Value>;
    #[derive(ResponseModel)]
    struct Level {
        a: u8,
        #[serde(flatten)]
        #[response(foreign)]
        extra: Extra,
    }
    #[derive(ResponseModel)]
    #[serde(transparent)]
    struct Transparent(#[response(foreign)] Extra);
    #[derive(ResponseModel)]
    struct Deep<T> {
        id: u8,
        #[serde(flatten)]
        level: T,
    }
    let extra = |key: &str| Extra::from_iter([(key.to_owned(), 1.into())]);
    let level = |key| Level {
        a: 1,
        extra: extra(key),
    };
    is_sent_twice(
        &Deep {
            id: 1,
            level: level("id"),
        },
        "id",
    );
    is_sent_twice(
        &Deep {
            id: 1,
            level: level("a"),
        },
        "a",
    );
    is_sent_twice(
        &Deep {
            id: 1,
            level: Transparent(extra("id")),
        },
        "id",
    );
    assert!(
        to_vec(&Deep {
            id: 1,
            level: level("b")
        })
        .is_ok()
    );
}

#[derive(ResponseModel)]
struct Envelope<T> {
    id: u8,
    #[serde(flatten)]
    data: T,
}

#[derive(ResponseModel)]
struct Inner {
    id: String,
}

#[derive(ResponseModel)]
struct Other {
    x: u8,
}

#[derive(Serialize, schemars::JsonSchema)]
struct Foreign {
    id: u8,
}

#[derive(ResponseModel)]
struct OfForeign {
    id: u8,
    #[serde(flatten)]
    #[response(foreign)]
    foreign: Foreign,
}

#[derive(ResponseModel)]
#[serde(tag = "id")]
#[allow(dead_code)]
enum GenericTag<T> {
    A(T),
}

#[derive(ResponseModel)]
struct TwoGenerics<A, B> {
    #[serde(flatten)]
    a: A,
    #[serde(flatten)]
    b: B,
}

fn faults(routes: Vec<Route>) -> Vec<String> {
    match Api::<()>::new("t", "1").routes(routes).try_into_router() {
        Ok(_) => Vec::new(),
        Err(error) => error
            .faults()
            .map(|fault| fault.message().to_owned())
            .collect(),
    }
}

macro_rules! faults_of {
    ($type:ty) => {{
        #[route(get, "/", response = $type)]
        async fn handler() -> $type {
            unreachable!()
        }
        faults(routes![handler].into())
    }};
}

mod other {
    /// Another type of this name.
    #[derive(steadfast::ResponseModel)]
    pub struct Meta {
        pub version: u8,
    }
}

#[derive(ResponseModel)]
struct Meta {
    #[serde(flatten)]
    base: other::Meta,
    a: u8,
}

#[test]
fn types_of_one_name_are_not_taken_for_each_other() {
    let twice = "`Envelope` sends `id` twice: `data` is flattened and has a member of that name";
    assert_eq!(faults_of!(Envelope<Meta>), Vec::<String>::new());
    #[derive(ResponseModel)]
    struct WithId {
        #[serde(flatten)]
        meta: Meta,
        id: u8,
    }
    assert_eq!(faults_of!(Envelope<WithId>), [twice]);
    let meta = Meta {
        base: other::Meta { version: 1 },
        a: 2,
    };
    assert_eq!(to_vec(&meta).unwrap(), br#"{"version":1,"a":2}"#);
}

#[test]
fn the_router_refuses_what_a_parameter_or_a_foreign_type_sends_twice() {
    assert_eq!(faults_of!(Envelope<Other>), Vec::<String>::new());
    let twice = "`Envelope` sends `id` twice: `data` is flattened and has a member of that name";
    assert_eq!(faults_of!(Envelope<Inner>), [twice]);
    assert_eq!(faults_of!(Envelope<Option<Inner>>), [twice]);
    assert_eq!(faults_of!(Envelope<Envelope<Other>>), [twice]);
    let twice =
        "`OfForeign` sends `id` twice: `foreign` is flattened and has a member of that name";
    assert_eq!(faults_of!(OfForeign), [twice]);
    let twice = "`GenericTag` sends `id` twice: `0` is flattened and has a member of that name";
    assert_eq!(faults_of!(GenericTag<Inner>), [twice]);
    let maps =
        "`TwoGenerics` flattens two maps, and nothing keeps the keys of `b` apart from the others";
    assert_eq!(
        faults_of!(TwoGenerics<BTreeMap<String, u8>, BTreeMap<String, u8>>),
        [maps]
    );
    assert_eq!(
        faults_of!(TwoGenerics<Other, BTreeMap<String, u8>>),
        Vec::<String>::new()
    );
}

/// The names of a model are a constant, and a constant cannot depend on itself.
#[test]
fn enums_that_contain_each_other_compile() {
    #[derive(Serialize, ResponseModel)]
    #[serde(untagged)]
    enum Term {
        Number(u8),
        Group(Box<Group>),
    }
    #[derive(Serialize, ResponseModel)]
    #[serde(untagged)]
    enum Group {
        One(Box<Term>),
        Many(Vec<Term>),
    }
    #[derive(Serialize, ResponseModel)]
    #[serde(tag = "type")]
    enum Node {
        Leaf { value: Term },
        Branch(Box<Branch>),
    }
    #[derive(Serialize, ResponseModel)]
    struct Branch {
        left: Option<Box<Node>>,
        right: Option<Box<Node>>,
    }
    let many = Group::Many(vec![Term::Number(1)]);
    let value = Term::Group(Box::new(Group::One(Box::new(Term::Group(Box::new(many))))));
    let left = Some(Box::new(Node::Leaf { value }));
    same_bytes(&Node::Branch(Box::new(Branch { left, right: None })));
}
