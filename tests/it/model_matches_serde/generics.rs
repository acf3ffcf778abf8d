//! Generic, borrowing and recursive models.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::Serialize;
use steadfast::ResponseModel;

use super::equal::{same, same_bytes, same_schema};

#[derive(Serialize, JsonSchema, ResponseModel, Clone)]
struct Item {
    a: u8,
}

#[test]
fn type_parameters() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Envelope<T> {
        data: T,
        list: Vec<T>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    enum Either<L, R = u8> {
        Left(L),
        Right { value: R },
    }
    same(&[Envelope {
        data: Item { a: 1 },
        list: vec![],
    }]);
    same(&[Envelope {
        data: Envelope {
            data: 1_u8,
            list: vec![2],
        },
        list: vec![],
    }]);
    same(&[
        Either::Left(Item { a: 1 }),
        Either::<Item>::Right { value: 2 },
    ]);
}

#[test]
fn bounds_and_where_clauses() {
    trait Named {
        const NAME: &'static str;
    }
    impl Named for Item {
        const NAME: &'static str = "item";
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Bounded<T: Named + Clone>
    where
        T: 'static,
    {
        name: &'static str,
        value: T,
    }
    same(&[Bounded {
        name: Item::NAME,
        value: Item { a: 1 },
    }]);
}

#[test]
fn associated_types() {
    trait Resource {
        type Id;
    }
    struct Users;
    impl Resource for Users {
        type Id = u64;
    }
    #[derive(Serialize, ResponseModel)]
    #[serde(bound(serialize = "R::Id: Serialize"))]
    struct Reference<R: Resource> {
        id: R::Id,
    }
    same_bytes(&Reference::<Users> { id: 1 });
}

#[test]
fn constants() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Matrix<T, const N: usize> {
        cells: Vec<T>,
        row: [u8; 3],
    }
    same(&[Matrix::<u8, 2> {
        cells: vec![1],
        row: [1, 2, 3],
    }]);
}

#[test]
fn lifetimes() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct View<'a, 'b: 'a, T: ?Sized> {
        name: &'a str,
        cow: Cow<'b, str>,
        item: &'a Item,
        anything: &'b T,
        items: &'a [Item],
    }
    let item = Item { a: 1 };
    let name = "Ada".to_owned();
    same_bytes(&View::<str> {
        name: &name,
        cow: Cow::Borrowed(&name),
        item: &item,
        anything: "x",
        items: std::slice::from_ref(&item),
    });
    same_schema::<View<'static, 'static, str>>();
}

#[test]
fn phantom_parameters_need_not_be_models() {
    struct NotAModel;
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Id<T> {
        id: u64,
        #[serde(skip)]
        marker: PhantomData<T>,
    }
    same_bytes(&Id::<NotAModel> {
        id: 1,
        marker: PhantomData,
    });
}

#[test]
fn recursion() {
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Tree<T> {
        value: T,
        left: Option<Box<Tree<T>>>,
        children: Vec<Self>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Person {
        friends: Vec<Person>,
        home: Option<Home>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    struct Home {
        people: Vec<Person>,
    }
    let leaf = |value| Tree {
        value,
        left: None,
        children: vec![],
    };
    same(&[Tree {
        value: 1,
        left: Some(Box::new(leaf(2))),
        children: vec![leaf(3), leaf(4)],
    }]);
    same(&[Person {
        friends: vec![],
        home: Some(Home { people: vec![] }),
    }]);
}

#[test]
fn a_written_bound_replaces_those_that_are_inferred() {
    trait Store {
        type Row;
    }
    struct Memory;
    impl Store for Memory {
        type Row = Item;
    }
    trait Wraps {
        type Inner: Serialize + JsonSchema + ResponseModel;
    }
    impl Wraps for Memory {
        type Inner = Item;
    }
    // `Memory` itself is not a response model, and no bound asks for it.
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[serde(bound = "S::Row: Serialize + JsonSchema + ResponseModel")]
    #[schemars(bound = "S: Store, S::Row: JsonSchema")]
    struct Whole<S: Store> {
        row: S::Row,
        list: Vec<<S as Store>::Row>,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[schemars(bound = "")]
    struct Parts<S: Wraps> {
        #[serde(bound = "")]
        inner: S::Inner,
    }
    #[derive(Serialize, JsonSchema, ResponseModel)]
    #[schemars(bound = "")]
    enum OfVariant<S: Wraps> {
        #[serde(bound = "")]
        One(S::Inner),
    }
    same_bytes(&[Whole::<Memory> {
        row: Item { a: 1 },
        list: vec![],
    }]);
    same_bytes(&[Parts::<Memory> {
        inner: Item { a: 1 },
    }]);
    same_bytes(&[OfVariant::<Memory>::One(Item { a: 1 })]);
}

/// Where serde asks for `Serialize`, the derive needs a response model and nothing else.
#[test]
fn a_bound_of_serde_asks_for_a_response_model() {
    #[derive(ResponseModel)]
    struct Plain {
        a: u8,
    }
    #[derive(Serialize, ResponseModel)]
    #[serde(bound = "T: Serialize")]
    struct Wrapped<T> {
        inner: Vec<T>,
    }
    let wrapped = Wrapped {
        inner: vec![Plain { a: 1 }],
    };
    let json = steadfast::json::to_vec(&wrapped).unwrap();
    assert_eq!(json, br#"{"inner":[{"a":1}]}"#);
    same_bytes(&Wrapped { inner: vec![1_u8] });
}

#[test]
fn a_qualified_associated_type_is_bounded_as_a_short_one() {
    #[derive(ResponseModel)]
    struct First<T: IntoIterator> {
        short: T::Item,
        qualified: Vec<<T as IntoIterator>::Item>,
    }
    let first = First::<Vec<u8>> {
        short: 1,
        qualified: vec![2],
    };
    let json = steadfast::json::to_vec(&first).unwrap();
    assert_eq!(json, br#"{"short":1,"qualified":[2]}"#);
}
