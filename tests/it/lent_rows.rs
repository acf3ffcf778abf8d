//! `#[response(from = &Row)]`: rows that a cache shares are written from their own fields.

use std::borrow::Cow;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use steadfast::json;
use steadfast::model::WrittenFrom;
use steadfast::model::policy::Everything;
use steadfast::prelude::*;
use steadfast::testing::Client;

/// Neither `Clone` nor `Copy`: it can only be borrowed.
struct Row {
    id: i64,
    name: String,
    nickname: Option<String>,
    address: AddressRow,
    second: Option<AddressRow>,
    tags: Vec<Tag>,
    biography: Arc<str>,
    scores: [u8; 2],
    #[allow(dead_code)]
    password_hash: String,
}

struct AddressRow {
    city: String,
    #[allow(dead_code)]
    secret: String,
}

#[derive(ResponseModel)]
struct Tag {
    label: String,
}

fn address(city: &str) -> AddressRow {
    AddressRow {
        city: city.to_owned(),
        secret: "hidden".to_owned(),
    }
}

fn ada() -> Row {
    Row {
        id: 7,
        name: "Ada".to_owned(),
        nickname: Some("Countess".to_owned()),
        address: address("London"),
        second: None,
        tags: vec![Tag {
            label: "a".to_owned(),
        }],
        biography: "Born in 1815".into(),
        scores: [1, 2],
        password_hash: "$argon2$".to_owned(),
    }
}

#[derive(ResponseModel)]
#[response(from = &AddressRow)]
struct AddressOut<'a> {
    city: &'a str,
}

#[derive(ResponseModel)]
#[response(from = &Row)]
struct RowOut<'a> {
    id: i64,
    name: &'a str,
    nickname: Option<&'a str>,
    address: AddressOut<'a>,
    second: Option<AddressOut<'a>>,
    tags: &'a [Tag],
    biography: &'a str,
    scores: [u8; 2],
}

const ADA: &str = r#"{"id":7,"name":"Ada","nickname":"Countess","address":{"city":"London"},"second":null,"tags":[{"label":"a"}],"biography":"Born in 1815","scores":[1,2]}"#;

fn written<M: WrittenFrom<S>, S>(source: S) -> String {
    String::from_utf8(json::filled_to_vec::<M, Everything, S>(source).unwrap()).unwrap()
}

#[test]
fn a_field_is_borrowed_and_not_cloned() {
    let row = ada();
    let model = RowOut::fill(&row);
    assert_eq!(model.name.as_ptr(), row.name.as_ptr());
    assert_eq!(model.tags.as_ptr(), row.tags.as_ptr());
    assert_eq!(model.address.city.as_ptr(), row.address.city.as_ptr());
}

#[test]
fn a_row_behind_any_pointer_is_written() {
    static SHARED: LazyLock<Row> = LazyLock::new(ada);
    let row = ada();
    assert_eq!(written::<RowOut<'_>, _>(&row), ADA);
    assert_eq!(written::<RowOut<'static>, &Row>(&row), ADA);
    assert_eq!(written::<RowOut<'static>, &'static Row>(&SHARED), ADA);
    assert_eq!(written::<RowOut<'static>, _>(Arc::new(ada())), ADA);
    assert_eq!(written::<RowOut<'static>, _>(Box::new(ada())), ADA);
}

#[test]
fn lists_and_options_of_pointers_are_written_item_by_item() {
    let rows = vec![Arc::new(ada()), Arc::new(ada())];
    let two = format!("[{ADA},{ADA}]");
    assert_eq!(written::<Vec<RowOut<'static>>, _>(rows), two);
    assert_eq!(
        written::<Option<RowOut<'static>>, _>(Some(Arc::new(ada()))),
        ADA
    );
}

#[test]
fn a_list_that_is_shared_as_a_whole_is_written_item_by_item() {
    let rows = vec![ada(), ada()];
    let two = format!("[{ADA},{ADA}]");
    assert_eq!(written::<Vec<RowOut<'_>>, _>(&rows), two);
    assert_eq!(written::<Vec<RowOut<'_>>, _>(rows.as_slice()), two);
    assert_eq!(written::<Vec<RowOut<'static>>, _>(Arc::new(rows)), two);
    assert_eq!(
        written::<Vec<RowOut<'static>>, _>(Arc::<[Row]>::from([ada(), ada()])),
        two
    );
}

#[test]
fn a_model_that_owns_its_fields_is_lent_what_it_can_copy() {
    #[derive(ResponseModel)]
    #[response(from = &Row)]
    struct Id {
        id: i64,
        #[response(map = String::len)]
        name: usize,
        #[response(from_field = address.city, map = |city: &String| city.to_uppercase())]
        city: String,
        #[serde(skip)]
        #[allow(dead_code)]
        cached: Option<String>,
    }
    assert_eq!(Id::fill(&ada()).id, 7);
    let text = r#"{"id":7,"name":3,"city":"LONDON"}"#;
    assert_eq!(written::<Id, _>(&ada()), text);
    assert_eq!(written::<Id, _>(Arc::new(ada())), text);
}

#[test]
fn one_model_takes_rows_that_are_given_and_rows_that_are_lent() {
    struct Account<'a> {
        name: &'a str,
    }
    #[derive(ResponseModel)]
    #[response(from = &Row, from = Account<'a>, from = &Account<'_>)]
    struct Name<'a> {
        name: &'a str,
    }
    let account = Account { name: "Grace" };
    assert_eq!(written::<Name<'_>, _>(&account), r#"{"name":"Grace"}"#);
    assert_eq!(
        written::<Name<'_>, _>(Box::new(account)),
        r#"{"name":"Grace"}"#
    );
    assert_eq!(written::<Name<'_>, _>(Arc::new(ada())), r#"{"name":"Ada"}"#);
}

#[test]
fn pointers_and_cows_are_seen_through() {
    struct Pointers<'a> {
        boxed: Box<str>,
        shared: Rc<str>,
        list: Box<[u16]>,
        cow: Cow<'a, str>,
        kept: String,
        inner: Option<Box<str>>,
        whole: Tag,
    }
    #[derive(ResponseModel)]
    #[response(from = &'a Pointers<'a>)]
    struct Out<'a> {
        boxed: &'a str,
        shared: &'a str,
        list: &'a [u16],
        cow: &'a str,
        kept: Cow<'a, str>,
        inner: Option<&'a str>,
        whole: &'a Tag,
    }
    let pointers = Pointers {
        boxed: "b".into(),
        shared: "s".into(),
        list: [1].into(),
        cow: "c".into(),
        kept: "k".to_owned(),
        inner: Some("i".into()),
        whole: Tag {
            label: "w".to_owned(),
        },
    };
    assert_eq!(
        written::<Out<'_>, _>(&pointers),
        r#"{"boxed":"b","shared":"s","list":[1],"cow":"c","kept":"k","inner":"i","whole":{"label":"w"}}"#
    );
}

#[test]
fn an_enum_is_lent_variant_by_variant() {
    enum Event {
        Moved { to: AddressRow },
        Renamed(String, u8),
        Nothing,
    }
    #[derive(ResponseModel)]
    #[response(from = &Event)]
    enum EventOut<'a> {
        Moved {
            #[response(from_field = to.city)]
            city: &'a str,
        },
        Renamed(&'a str, u8),
        Nothing,
    }
    let events = vec![
        Event::Moved {
            to: address("Rome"),
        },
        Event::Renamed("Ada".to_owned(), 1),
        Event::Nothing,
    ];
    assert_eq!(
        written::<Vec<EventOut<'static>>, _>(Arc::new(events)),
        r#"[{"Moved":{"city":"Rome"}},{"Renamed":["Ada",1]},"Nothing"]"#
    );
}

#[test]
fn a_generic_row_is_lent_to_a_generic_model() {
    struct Wrapper<T> {
        value: T,
    }
    #[derive(ResponseModel)]
    #[response(from = &Wrapper<T>)]
    struct WrapperOut<'a, T> {
        value: &'a T,
    }
    assert_eq!(
        written::<WrapperOut<'_, u8>, _>(Arc::new(Wrapper { value: 1_u8 })),
        r#"{"value":1}"#
    );
}

#[test]
fn a_users_own_conversion_of_a_borrowed_row_is_used() {
    #[derive(ResponseModel)]
    #[response(from = &Row, into)]
    struct Greeting {
        text: String,
    }
    impl From<&Row> for Greeting {
        fn from(row: &Row) -> Self {
            Self {
                text: format!("Hello {}", row.name),
            }
        }
    }
    assert_eq!(
        written::<Greeting, _>(Arc::new(ada())),
        r#"{"text":"Hello Ada"}"#
    );
}

#[test]
fn a_box_of_a_row_fills_the_model_that_the_row_fills() {
    #[derive(ResponseModel)]
    #[response(from = Row)]
    struct Name {
        name: String,
    }
    assert_eq!(written::<Name, _>(Box::new(ada())), r#"{"name":"Ada"}"#);
    assert_eq!(
        written::<Vec<Name>, _>(vec![Box::new(ada())]),
        r#"[{"name":"Ada"}]"#
    );
}

#[route(get, "/users/{id}", response = RowOut<'_>)]
async fn get_user() -> Result<Arc<Row>, Infallible> {
    Ok(Arc::new(ada()))
}

#[route(get, "/first", response = RowOut<'static>, pick(id, name))]
async fn first_user() -> &'static Row {
    static SHARED: LazyLock<Row> = LazyLock::new(ada);
    &SHARED
}

#[route(get, "/users", response = Page<RowOut<'_>>, omit(tags, address, biography, scores), exclude_none)]
async fn list_users(query: PageQuery) -> Page<Arc<Row>> {
    Page::new(vec![Arc::new(ada())], 1, &query)
}

#[route(post, "/users", response = RowOut<'_>, pick(id))]
async fn create_user() -> Created<Arc<Row>> {
    Created::at("/users/7", Arc::new(ada()))
}

#[derive(ResponseModel)]
struct Cached {
    id: u8,
}

#[route(get, "/cached", response = Cached)]
async fn cached() -> Arc<Cached> {
    Arc::new(Cached { id: 7 })
}

#[route(get, "/all-cached", response = Page<Cached>)]
async fn all_cached(query: PageQuery) -> Page<Arc<Cached>> {
    Page::new(vec![Arc::new(Cached { id: 7 })], 1, &query)
}

fn client() -> Client {
    let api = Api::new("Users", "1.0.0")
        .routes(routes![get_user, first_user, list_users, create_user])
        .routes(routes![cached, all_cached]);
    Client::new(api.into_router())
}

#[tokio::test]
async fn a_handler_answers_with_a_shared_row() {
    let client = client();
    let one = client.get("/users/7").await;
    assert_eq!(one.assert_status(200).assert_conforms().text(), ADA);
    let first = client.get("/first").await;
    assert_eq!(first.assert_conforms().text(), r#"{"id":7,"name":"Ada"}"#);
    let created = client.post("/users").await;
    let created = created.assert_status(201).assert_conforms();
    assert_eq!(created.text(), r#"{"id":7}"#);
}

#[tokio::test]
async fn a_handler_answers_with_a_shared_model() {
    let client = client();
    let one = client.get("/cached").await;
    assert_eq!(one.assert_conforms().text(), r#"{"id":7}"#);
    let page = client.get("/all-cached").await;
    assert_eq!(
        page.assert_conforms().json::<serde_json::Value>()["items"][0]["id"],
        7
    );
}

#[tokio::test]
async fn a_page_of_shared_rows_is_written_by_the_policy_of_the_route() {
    let page = client().get("/users").await;
    assert_eq!(
        page.assert_conforms().text(),
        r#"{"items":[{"id":7,"name":"Ada","nickname":"Countess"}],"total":1,"page":1,"size":20,"pages":1}"#
    );
}
