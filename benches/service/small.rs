//! Small requests, as most of a service's are: with steadfast, and by hand on bare axum, without a request id, a log and a
//! response to a panic.

use std::fmt;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::routing::get;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A row as a database driver hands it out.
#[derive(Clone)]
pub struct Person {
    pub id: usize,
    pub name: String,
    pub email: String,
    #[allow(dead_code, reason = "a column that is never sent")]
    pub password_hash: String,
}

pub type People = Arc<Vec<Person>>;

pub fn people() -> People {
    let person = |id| Person {
        id,
        name: format!("Ada Lovelace {id}"),
        email: format!("ada.lovelace.{id}@example.com"),
        password_hash: "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA".to_owned(),
    };
    Arc::new((0..100).map(person).collect())
}

#[derive(Deserialize, JsonSchema)]
pub struct NewPerson {
    name: String,
    email: String,
}

impl NewPerson {
    fn into_row(self) -> Person {
        Person {
            id: 100,
            name: self.name,
            email: self.email,
            password_hash: String::new(),
        }
    }
}

/// What is found, and what was looked for.
pub struct Found {
    q: String,
    sort: String,
    limit: u32,
    active: bool,
}

#[derive(Deserialize, JsonSchema)]
pub struct Search {
    q: String,
    sort: String,
    limit: u32,
    active: bool,
}

impl From<Search> for Found {
    fn from(search: Search) -> Self {
        Self {
            q: search.q,
            sort: search.sort,
            limit: search.limit,
            active: search.active,
        }
    }
}

#[derive(Clone, Deserialize, JsonSchema)]
pub struct NewOrder {
    customer: String,
    items: Vec<NewItem>,
}

#[derive(Clone, Deserialize, JsonSchema)]
pub struct NewItem {
    sku: String,
    quantity: u32,
    price: Price,
    note: Option<String>,
}

#[derive(Clone, Deserialize, JsonSchema)]
pub struct Price {
    cents: u64,
    currency: String,
}

/// A body of about 4 kB.
pub static ORDER: LazyLock<String> = LazyLock::new(|| {
    let item = |number: usize| {
        format!(
            r#"{{"sku":"sku-{number:04}","quantity":{number},"price":{{"cents":{number}99,"currency":"EUR"}},"note":"as a gift"}}"#
        )
    };
    let items: Vec<_> = (1..=40).map(item).collect();
    format!(r#"{{"customer":"Ada","items":[{}]}}"#, items.join(","))
});

static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| vec![b'x'; 1024]);
const TAG: &str = "\"v1\"";

#[derive(Debug)]
pub struct PersonNotFound;

impl fmt::Display for PersonNotFound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no such person")
    }
}

pub mod ours {
    use futures_util::stream;
    use steadfast::extract::{Json, Path, Query, State};
    use steadfast::prelude::{
        Api, Created, ETag, ErrorResponse, File, Reply, ResponseModel, Sse, route, routes,
    };

    use super::*;

    #[derive(ResponseModel)]
    #[response(from = Person)]
    struct PersonOut {
        id: usize,
        name: String,
        email: String,
    }

    #[derive(ResponseModel)]
    #[response(from = Found)]
    struct FoundOut {
        q: String,
        sort: String,
        limit: u32,
        active: bool,
    }

    #[derive(ResponseModel)]
    #[response(from = NewOrder)]
    struct OrderOut {
        customer: String,
        items: Vec<ItemOut>,
    }

    #[derive(ResponseModel)]
    #[response(from = NewItem)]
    struct ItemOut {
        sku: String,
        quantity: u32,
        price: PriceOut,
        note: Option<String>,
    }

    #[derive(ResponseModel)]
    #[response(from = Price)]
    struct PriceOut {
        cents: u64,
        currency: String,
    }

    #[derive(Debug, ErrorResponse)]
    #[response(status = 404)]
    struct NotFound;

    impl fmt::Display for NotFound {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            PersonNotFound.fmt(formatter)
        }
    }

    #[route(get, "/people/{id}", response = PersonOut)]
    async fn get_person(
        State(people): State<People>,
        Path(id): Path<usize>,
    ) -> Result<Person, NotFound> {
        people.get(id).cloned().ok_or(NotFound)
    }

    #[route(post, "/people", status = 201, response = PersonOut)]
    async fn create_person(Json(new): Json<NewPerson>) -> Created<Person> {
        let person = new.into_row();
        Created::at(format!("/people/{}", person.id), person)
    }

    #[route(put, "/orders/{id}", response = OrderOut)]
    async fn put_order(Path(_): Path<u64>, Json(order): Json<NewOrder>) -> NewOrder {
        order
    }

    #[route(get, "/search", response = FoundOut)]
    async fn search(Query(search): Query<Search>) -> Found {
        search.into()
    }

    #[route(get, "/versions/{id}", response = PersonOut)]
    async fn get_version(
        State(people): State<People>,
        Path(id): Path<usize>,
    ) -> Result<Reply<Person, ETag>, NotFound> {
        let person = people.get(id).cloned().ok_or(NotFound)?;
        Ok(Reply::new(person).etag("v1"))
    }

    #[route(get, "/file", response = File)]
    async fn file() -> File {
        File::from_bytes(bytes::Bytes::from_static(&FILE))
    }

    #[route(get, "/events", response = Sse<PersonOut>)]
    async fn events(State(people): State<People>) -> Sse<Person> {
        Sse::new(stream::iter(people.first().cloned()))
    }

    pub fn api() -> Api {
        Api::new("People", "1.0.0")
            .routes(routes![
                get_person,
                create_person,
                put_order,
                search,
                get_version,
                file,
                events,
            ])
            .with_state(people())
    }

    /// A service with this number of routes.
    pub fn of_routes(number: usize) -> Api {
        let mut api = Api::new("People", "1.0.0").routes(routes![get_person]);
        for index in 1..number {
            let part = Api::new("Part", "1.0.0")
                .operation_id_prefix(format!("p{index}_"))
                .routes(routes![get_person]);
            api = api.nest(&format!("/part{index}"), part);
        }
        api.with_state(people())
    }
}

pub mod by_hand {
    use axum::Json;
    use axum::extract::rejection::JsonRejection;
    use axum::extract::{Path, Query, State};
    use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::sse::{Event, Sse};
    use axum::response::{IntoResponse, Response};
    use axum::routing::{post, put};
    use futures_util::{StreamExt, stream};

    use super::*;

    #[derive(Serialize)]
    struct PersonOut {
        id: usize,
        name: String,
        email: String,
    }

    impl From<Person> for PersonOut {
        fn from(person: Person) -> Self {
            Self {
                id: person.id,
                name: person.name,
                email: person.email,
            }
        }
    }

    #[derive(Serialize)]
    struct FoundOut {
        q: String,
        sort: String,
        limit: u32,
        active: bool,
    }

    impl From<Found> for FoundOut {
        fn from(found: Found) -> Self {
            Self {
                q: found.q,
                sort: found.sort,
                limit: found.limit,
                active: found.active,
            }
        }
    }

    #[derive(Serialize)]
    struct OrderOut {
        customer: String,
        items: Vec<ItemOut>,
    }

    #[derive(Serialize)]
    struct ItemOut {
        sku: String,
        quantity: u32,
        price: PriceOut,
        note: Option<String>,
    }

    #[derive(Serialize)]
    struct PriceOut {
        cents: u64,
        currency: String,
    }

    impl From<NewOrder> for OrderOut {
        fn from(order: NewOrder) -> Self {
            let item = |item: NewItem| ItemOut {
                sku: item.sku,
                quantity: item.quantity,
                price: PriceOut {
                    cents: item.price.cents,
                    currency: item.price.currency,
                },
                note: item.note,
            };
            Self {
                customer: order.customer,
                items: order.items.into_iter().map(item).collect(),
            }
        }
    }

    #[derive(Serialize)]
    struct ErrorOut {
        title: &'static str,
        status: u16,
        detail: String,
    }

    fn error(status: StatusCode, detail: impl fmt::Display) -> Response {
        let error = ErrorOut {
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: detail.to_string(),
        };
        let media_type = [(CONTENT_TYPE, "application/problem+json")];
        (status, media_type, Json(error)).into_response()
    }

    async fn get_person(State(people): State<People>, Path(id): Path<usize>) -> Response {
        match people.get(id).cloned() {
            Some(person) => Json(PersonOut::from(person)).into_response(),
            None => error(StatusCode::NOT_FOUND, PersonNotFound),
        }
    }

    async fn create_person(new: Result<Json<NewPerson>, JsonRejection>) -> Response {
        match new {
            Ok(Json(new)) => {
                let person = new.into_row();
                let location = [(LOCATION, format!("/people/{}", person.id))];
                (StatusCode::CREATED, location, Json(PersonOut::from(person))).into_response()
            }
            Err(rejection) => error(rejection.status(), rejection.body_text()),
        }
    }

    async fn put_order(Path(_): Path<u64>, Json(order): Json<NewOrder>) -> Json<OrderOut> {
        Json(order.into())
    }

    async fn search(Query(search): Query<Search>) -> Json<FoundOut> {
        Json(Found::from(search).into())
    }

    async fn get_version(
        State(people): State<People>,
        Path(id): Path<usize>,
        headers: HeaderMap,
    ) -> Response {
        let tag = [(ETAG, TAG)];
        if headers.get(IF_NONE_MATCH).is_some_and(|known| known == TAG) {
            return (StatusCode::NOT_MODIFIED, tag).into_response();
        }
        match people.get(id).cloned() {
            Some(person) => (tag, Json(PersonOut::from(person))).into_response(),
            None => error(StatusCode::NOT_FOUND, PersonNotFound),
        }
    }

    async fn file() -> impl IntoResponse {
        let media_type = [(CONTENT_TYPE, "application/octet-stream")];
        (media_type, bytes::Bytes::from_static(&FILE))
    }

    async fn events(State(people): State<People>) -> impl IntoResponse {
        let people = stream::iter(people.first().cloned());
        Sse::new(people.map(|person| Event::default().json_data(PersonOut::from(person))))
    }

    pub fn router() -> Router {
        of_routes(1)
            .route("/people", post(create_person))
            .route("/orders/{id}", put(put_order))
            .route("/search", get(search))
            .route("/versions/{id}", get(get_version).with_state(people()))
            .route("/file", get(file))
            .route("/events", get(events).with_state(people()))
    }

    pub fn of_routes(number: usize) -> Router {
        let mut router = Router::new().route("/people/{id}", get(get_person));
        for index in 1..number {
            router = router.route(&format!("/part{index}/people/{{id}}"), get(get_person));
        }
        router.with_state(people())
    }
}
