//! `pick` and `omit` with paths: parts of nested models, through options, lists, maps and pages, and of the variants of a set.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(ResponseModel, Clone)]
struct Maker {
    name: String,
    #[serde(rename = "homeAddress")]
    address: Address,
    parent: Option<Box<Maker>>,
}

#[derive(ResponseModel, Clone)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(ResponseModel, Clone)]
struct Item {
    id: i64,
    maker: Maker,
    second: Option<Maker>,
    others: Vec<Maker>,
    by_role: BTreeMap<String, Maker>,
    tags: Vec<String>,
    #[serde(flatten)]
    size: Size,
}

#[derive(ResponseModel, Clone)]
struct Size {
    width: u32,
    unit: Unit,
}

#[derive(ResponseModel, Clone)]
struct Unit {
    name: String,
    factor: u32,
}

#[derive(ResponseModel)]
#[response(example = stored_shelf())]
struct Shelf {
    title: String,
    owner: Option<Maker>,
    units: BTreeMap<String, Vec<Unit>>,
}

fn stored_shelf() -> Shelf {
    Shelf {
        title: "Tools".to_owned(),
        owner: Some(maker("Ada")),
        units: BTreeMap::from([("a".to_owned(), vec![item().size.unit])]),
    }
}

#[route(get, "/shelf", response = Shelf, pick(owner.address, units), omit(units.factor, owner.address.zip))]
async fn shelf() -> Shelf {
    stored_shelf()
}

fn maker(name: &str) -> Maker {
    Maker {
        name: name.to_owned(),
        address: Address {
            city: "London".to_owned(),
            zip: None,
        },
        parent: None,
    }
}

fn item() -> Item {
    Item {
        id: 1,
        maker: Maker {
            parent: Some(Box::new(maker("root"))),
            ..maker("Ada")
        },
        second: Some(maker("Bo")),
        others: vec![maker("Cy"), maker("Di")],
        by_role: BTreeMap::from([("buyer".to_owned(), maker("Ed"))]),
        tags: vec!["new".to_owned()],
        size: Size {
            width: 2,
            unit: Unit {
                name: "m".to_owned(),
                factor: 1,
            },
        },
    }
}

macro_rules! items {
    ($($name:ident: $path:literal $(, $argument:tt ($($inside:tt)*))* [$($flag:ident)?];)*) => {
        $(
            #[route(get, $path, response = Item $(, $argument ($($inside)*))* $(, $flag)?)]
            async fn $name() -> Item {
                item()
            }
        )*
        fn items() -> Client {
            let api: Api = Api::new("Items", "1.0.0").routes(routes![$($name),*]);
            Client::new(api.into_router())
        }
    };
}

items! {
    nested: "/nested", pick(id, maker.name) [];
    options: "/options", pick(second.name) [];
    lists: "/lists", pick(others.name, tags) [];
    maps: "/maps", pick(by_role.name) [];
    deep: "/deep", pick(maker.address.city, maker.parent.name) [];
    wire: "/wire", pick(maker.homeAddress.city) [];
    flat: "/flat", pick(unit.name) [];
    through_flat: "/through-flat", pick(size.unit.factor) [];
    omitted: "/omitted", omit(maker.address, second, others, by_role.parent, by_role.homeAddress, unit.factor) [];
    both: "/both", pick(id, maker), omit(maker.address.zip, maker.parent) [];
    without_none: "/without-none", pick(maker.address, maker.parent.address) [exclude_none];
}

async fn answered(client: &Client, path: &str) -> Value {
    let answer = client.get(path).await;
    // An undocumented field fails, as does one that is missing and documented as required.
    answer.assert_status(200).assert_conforms();
    answer.json()
}

#[tokio::test]
async fn a_path_picks_a_part_of_a_field() {
    let client = items();
    let expected = json!({ "id": 1, "maker": { "name": "Ada" } });
    assert_eq!(answered(&client, "/nested").await, expected);
    let expected = json!({ "second": { "name": "Bo" } });
    assert_eq!(answered(&client, "/options").await, expected);
    let expected = json!({ "others": [{ "name": "Cy" }, { "name": "Di" }], "tags": ["new"] });
    assert_eq!(answered(&client, "/lists").await, expected);
    let expected = json!({ "by_role": { "buyer": { "name": "Ed" } } });
    assert_eq!(answered(&client, "/maps").await, expected);
    let expected = json!({
        "maker": { "homeAddress": { "city": "London" }, "parent": { "name": "root" } },
    });
    assert_eq!(answered(&client, "/deep").await, expected);
    let expected = json!({ "maker": { "homeAddress": { "city": "London" } } });
    assert_eq!(answered(&client, "/wire").await, expected);
}

#[tokio::test]
async fn a_path_goes_through_what_is_flattened() {
    let client = items();
    let expected = json!({ "unit": { "name": "m" } });
    assert_eq!(answered(&client, "/flat").await, expected);
    let expected = json!({ "unit": { "factor": 1 } });
    assert_eq!(answered(&client, "/through-flat").await, expected);
}

#[tokio::test]
async fn a_path_leaves_out_a_part_of_a_field() {
    let client = items();
    let root =
        json!({ "name": "root", "homeAddress": { "city": "London", "zip": null }, "parent": null });
    let expected = json!({
        "id": 1, "maker": { "name": "Ada", "parent": root }, "by_role": { "buyer": { "name": "Ed" } },
        "tags": ["new"], "width": 2, "unit": { "name": "m" },
    });
    assert_eq!(answered(&client, "/omitted").await, expected);
    let expected = json!({
        "id": 1, "maker": { "name": "Ada", "homeAddress": { "city": "London" } },
    });
    assert_eq!(answered(&client, "/both").await, expected);
    let address = json!({ "city": "London" });
    let expected = json!({
        "maker": { "homeAddress": address, "parent": { "homeAddress": address } },
    });
    assert_eq!(answered(&client, "/without-none").await, expected);
}

#[tokio::test]
async fn the_document_shows_what_is_selected() {
    let client = items();
    let api = client.get("/openapi.json").await.json::<Value>();
    let schema = &api["paths"]["/nested"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert_eq!(schema["required"], json!(["id", "maker"]));
    let maker = &schema["properties"]["maker"];
    assert_eq!(maker["required"], json!(["name"]));
    let names: Vec<_> = maker["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["name"]);
}

#[tokio::test]
async fn the_example_shows_what_is_selected() {
    let api: Api = Api::new("Shelves", "1.0.0").routes(routes![shelf]);
    let sent = json!({
        "owner": { "homeAddress": { "city": "London" } }, "units": { "a": [{ "name": "m" }] },
    });
    let document = serde_json::to_value(api.openapi()).unwrap();
    let schema = &document["paths"]["/shelf"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert_eq!(schema["examples"], json!([sent]));
    let client = Client::new(api.into_router());
    assert_eq!(answered(&client, "/shelf").await, sent);
}

#[derive(ResponseModel)]
#[response(from = Item)]
struct Row {
    id: i64,
    maker: Maker,
}

#[route(get, "/pages", response = Page<Row>, pick(maker.name))]
async fn pages(query: PageQuery) -> Page<Item> {
    Page::of(vec![item()], &query)
}

#[route(get, "/maps-of-items", response = HashMap<String, Item>, pick(maker.name))]
async fn map() -> HashMap<String, Item> {
    HashMap::from([("a".to_owned(), item())])
}

/// Fields of several variants have the same name, and not always the same type.
#[derive(ResponseModel)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Event {
    Made { by: Maker, of: Unit },
    Moved { by: Maker, of: Address },
}

#[route(get, "/events", response = BTreeMap<String, Event>, pick(by.name, of.factor, of.city))]
async fn events() -> BTreeMap<String, Event> {
    let made = Event::Made {
        by: maker("Ada"),
        of: item().size.unit,
    };
    let moved = Event::Moved {
        by: maker("Bo"),
        of: maker("Bo").address,
    };
    BTreeMap::from([("first".to_owned(), made), ("second".to_owned(), moved)])
}

#[tokio::test]
async fn a_path_leads_into_the_fields_of_each_variant() {
    let api: Api = Api::new("Items", "1.0.0").routes(routes![events]);
    let expected = json!({
        "first": { "kind": "made", "by": { "name": "Ada" }, "of": { "factor": 1 } },
        "second": { "kind": "moved", "by": { "name": "Bo" }, "of": { "city": "London" } },
    });
    let client = Client::new(api.into_router());
    assert_eq!(answered(&client, "/events").await, expected);
}

#[derive(ResponseModel)]
struct Envelope<T> {
    data: Vec<T>,
    total: u32,
}

#[route(get, "/enveloped", response = Envelope<Row>, omit(data.maker.parent, data.id))]
async fn enveloped() -> Envelope<Item> {
    Envelope {
        data: vec![item()],
        total: 1,
    }
}

/// The fields that this variant sends are its own; the others send all of theirs.
#[derive(Responses)]
enum Found {
    #[response(status = 200, pick(id, maker.name))]
    Whole(Item),
    #[response(status = 203, omit(address.zip))]
    Only(Maker),
    #[response(status = 207)]
    Part(Unit),
}

#[route(get, "/found/{kind}", response = Found, exclude_none)]
async fn found(Path(kind): Path<u8>) -> Found {
    match kind {
        0 => Found::Whole(item()),
        1 => Found::Only(maker("Ada")),
        _ => Found::Part(item().size.unit),
    }
}

#[tokio::test]
async fn containers_and_variants() {
    let api: Api = Api::new("Items", "1.0.0").routes(routes![pages, map, enveloped, found]);
    let client = Client::new(api.into_router());
    let page = answered(&client, "/pages").await;
    assert_eq!(page["items"], json!([{ "maker": { "name": "Ada" } }]));
    let expected = json!({ "a": { "maker": { "name": "Ada" } } });
    assert_eq!(answered(&client, "/maps-of-items").await, expected);
    let address = json!({ "city": "London", "zip": null });
    let expected =
        json!({ "data": [{ "maker": { "name": "Ada", "homeAddress": address } }], "total": 1 });
    assert_eq!(answered(&client, "/enveloped").await, expected);
    let whole = client.get("/found/0").await;
    whole.assert_status(200).assert_conforms();
    let expected = json!({ "id": 1, "maker": { "name": "Ada" } });
    assert_eq!(whole.json::<Value>(), expected);
    let only = client.get("/found/1").await;
    only.assert_status(203).assert_conforms();
    let expected = json!({ "name": "Ada", "homeAddress": { "city": "London" } });
    assert_eq!(only.json::<Value>(), expected);
    let part = client.get("/found/2").await;
    part.assert_status(207).assert_conforms();
    assert_eq!(part.json::<Value>(), json!({ "name": "m", "factor": 1 }));
}

/// Each field leads to makers in another way.
#[derive(ResponseModel)]
struct Held {
    boxed: Box<Maker>,
    shared: Arc<[Maker]>,
    borrowed: &'static str,
    either: Cow<'static, [Maker]>,
    set: Field<Option<Maker>>,
    few: AtMost<Maker, 3>,
    two: [Maker; 2],
    queue: VecDeque<Maker>,
    page: Page<Maker>,
    deep: Vec<Option<HashMap<String, Vec<Maker>>>>,
    wrapped: Wrapped,
    alias: Makers,
}

type Makers = Vec<Maker>;

#[derive(ResponseModel, Clone)]
struct Wrapped(Maker);

fn held() -> Held {
    let made = maker("Ada");
    Held {
        boxed: Box::new(made.clone()),
        shared: Arc::new([made.clone()]),
        borrowed: "as it is",
        either: Cow::Owned(vec![made.clone()]),
        set: Field::Set(Some(made.clone())),
        few: AtMost::from(vec![made.clone()]),
        two: [made.clone(), made.clone()],
        queue: VecDeque::from([made.clone()]),
        page: Page::with_numbers(vec![made.clone()], 1_u64, 1, 10),
        deep: vec![
            None,
            Some(HashMap::from([("a".to_owned(), vec![made.clone()])])),
        ],
        wrapped: Wrapped(made.clone()),
        alias: vec![made],
    }
}

#[route(
    get,
    "/held",
    response = Held,
    pick(
        boxed.name, shared.name, borrowed, either.name, set.name, few.name, two.name, queue.name, page.name, deep.name,
        wrapped.name, alias.name,
    )
)]
async fn picked_of_held() -> Held {
    held()
}

#[route(
    get,
    "/left",
    response = Held,
    pick(boxed, shared, deep, wrapped),
    omit(
        boxed.address, boxed.parent, shared.address, shared.parent, deep.address, deep.parent, wrapped.address,
        wrapped.parent,
    )
)]
async fn left_of_held() -> Held {
    held()
}

#[tokio::test]
async fn a_path_goes_through_whatever_holds_a_model() {
    let api: Api = Api::new("Held", "1.0.0").routes(routes![picked_of_held, left_of_held]);
    let client = Client::new(api.into_router());
    let ada = json!({ "name": "Ada" });
    let deep = json!([null, { "a": [ada] }]);
    let mut picked = answered(&client, "/held").await;
    assert_eq!(picked["page"]["items"], json!([ada]));
    picked.as_object_mut().unwrap().remove("page");
    let expected = json!({
        "boxed": ada, "shared": [ada], "borrowed": "as it is", "either": [ada], "set": ada, "few": [ada],
        "two": [ada, ada], "queue": [ada], "deep": deep, "wrapped": ada, "alias": [ada],
    });
    assert_eq!(picked, expected);
    let expected = json!({ "boxed": ada, "shared": [ada], "deep": deep, "wrapped": ada });
    assert_eq!(answered(&client, "/left").await, expected);
}

#[route(get, "/lines", response = JsonLines<Item>, pick(id, maker.name))]
async fn lines() -> JsonLines<Item> {
    JsonLines::iter([item(), item()])
}

#[route(get, "/events", response = Sse<Item>, pick(id, maker.name))]
async fn sse() -> Sse<Item> {
    Sse::iter([item()])
}

#[route(get, "/rows", response = Negotiated<Vec<Measured>, Csv<Measured>>, omit(size.unit), allow(unpaged_list, reason = "there is one"))]
async fn rows(
    accept: Accept<Negotiated<Vec<Measured>, Csv<Measured>>>,
) -> Negotiated<Vec<Measured>, Csv<Measured>> {
    let size = item().size;
    accept.choose(vec![Measured { id: 1, size }], |rows| rows, Csv::iter)
}

#[derive(ResponseModel)]
struct Measured {
    id: i64,
    #[serde(flatten)]
    size: Size,
}

#[tokio::test]
async fn each_item_of_a_stream_is_selected() {
    let api: Api = Api::new("Streams", "1.0.0").routes(routes![lines, sse, rows]);
    let client = Client::new(api.into_router());
    let one = json!({ "id": 1, "maker": { "name": "Ada" } }).to_string();
    let lines = client.get("/lines").await;
    lines.assert_status(200).assert_conforms();
    assert_eq!(lines.text(), format!("{one}\n{one}\n"));
    let events = client.get("/events").await;
    events.assert_status(200).assert_conforms();
    assert!(events.text().contains(&format!("data: {one}\n")));
    assert_eq!(
        answered(&client, "/rows").await,
        json!([{ "id": 1, "width": 2 }])
    );
    let csv = client.get("/rows").header("accept", "text/csv").await;
    csv.assert_status(200).assert_conforms();
    assert_eq!(csv.text(), "id,width\r\n1,2\r\n");
}

/// The fields of a newtype variant are those of the type in it.
#[derive(ResponseModel)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Sale {
    Sold(Row),
    Returned { maker: Maker, reason: String },
}

#[route(get, "/sales", response = AtMost<Sale, 9>, omit(maker.address, maker.parent, id), exclude_none)]
async fn sales() -> Vec<Sale> {
    let row = Row {
        id: 1,
        maker: maker("Ada"),
    };
    let returned = Sale::Returned {
        maker: maker("Bo"),
        reason: "broken".to_owned(),
    };
    vec![Sale::Sold(row), returned]
}

#[tokio::test]
async fn a_path_leads_into_the_type_of_a_variant() {
    let api: Api = Api::new("Sales", "1.0.0").routes(routes![sales]);
    let client = Client::new(api.into_router());
    let expected = json!([
        { "kind": "sold", "maker": { "name": "Ada" } },
        { "kind": "returned", "maker": { "name": "Bo" }, "reason": "broken" },
    ]);
    assert_eq!(answered(&client, "/sales").await, expected);
}

#[derive(ResponseModel)]
struct Settings {
    name: String,
    limits: Limits,
}

#[derive(ResponseModel)]
struct Limits {
    most: Field<u32>,
    least: u32,
    note: Option<String>,
}

fn settings() -> Settings {
    let limits = Limits {
        most: Field::Unset,
        least: 0,
        note: None,
    };
    Settings {
        name: "shop".to_owned(),
        limits,
    }
}

#[route(get, "/set", response = Settings, pick(limits.most, limits.note), unset = default)]
async fn with_defaults() -> Settings {
    settings()
}

#[route(get, "/unset", response = Settings, pick(limits), omit(limits.note))]
async fn without_note() -> Settings {
    settings()
}

#[route(get, "/short", response = Settings, omit(name), exclude_defaults)]
async fn without_defaults() -> Settings {
    settings()
}

#[tokio::test]
async fn the_policies_stack_inside_of_a_path() {
    let api: Api = Api::new("Settings", "1.0.0").routes(routes![
        with_defaults,
        without_note,
        without_defaults
    ]);
    let client = Client::new(api.into_router());
    let expected = json!({ "limits": { "most": 0, "note": null } });
    assert_eq!(answered(&client, "/set").await, expected);
    assert_eq!(
        answered(&client, "/unset").await,
        json!({ "limits": { "least": 0 } })
    );
    assert_eq!(answered(&client, "/short").await, json!({ "limits": {} }));
}
