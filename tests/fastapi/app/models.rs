//! Response Model.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;

use super::Log;

#[derive(Deserialize, JsonSchema)]
struct PlantIn {
    name: String,
    description: Option<String>,
    price: f64,
    tax: Option<f64>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(ResponseModel)]
#[response(from = PlantIn)]
struct Plant {
    name: String,
    description: Option<String>,
    price: f64,
    tax: Option<f64>,
    tags: Vec<String>,
}

fn plant(name: &str, price: f64) -> PlantIn {
    PlantIn {
        name: name.to_owned(),
        description: None,
        price,
        tax: None,
        tags: Vec::new(),
    }
}

#[route(post, "/plants", action, response = Plant)]
async fn echo_plant(Json(plant): Json<PlantIn>) -> PlantIn {
    plant
}

#[route(get, "/plants", response = AtMost<Plant, 100>)]
async fn list_plants() -> Vec<PlantIn> {
    vec![plant("Rose", 42.0), plant("Fern", 32.0)]
}

#[derive(Deserialize, JsonSchema)]
pub struct GardenerIn {
    pub username: String,
    pub email: String,
    pub full_name: Option<String>,
    pub password: String,
}

#[derive(ResponseModel)]
#[response(from = GardenerIn)]
pub struct Gardener {
    username: String,
    email: String,
    full_name: Option<String>,
}

#[route(post, "/gardeners", action, response = Gardener)]
async fn filter_gardener(Json(gardener): Json<GardenerIn>) -> GardenerIn {
    gardener
}

#[derive(Debug, ResponseModel)]
pub struct Message {
    pub message: Cow<'static, str>,
}

#[derive(Responses)]
enum Portal {
    #[response(status = 200)]
    Gate(Message),
    #[response(status = 307)]
    Teleport(Redirect),
}

#[derive(Deserialize, JsonSchema)]
struct Teleport {
    #[serde(default)]
    teleport: bool,
}

const GREENHOUSE: &str = "https://example.com/greenhouse";

#[route(get, "/portal", response = Portal)]
async fn portal(Query(query): Query<Teleport>) -> Portal {
    match query.teleport {
        true => Portal::Teleport(Redirect::to(GREENHOUSE)),
        false => Portal::Gate(Message {
            message: "This is the gate.".into(),
        }),
    }
}

#[route(get, "/teleport", status = 307, response = Redirect)]
async fn teleport() -> Redirect {
    Redirect::to(GREENHOUSE)
}

#[derive(ResponseModel)]
struct Entry {
    name: &'static str,
    description: Field<Option<&'static str>>,
    price: f64,
    #[response(unset = 10.5)]
    tax: Field<f64>,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("Entry not found")]
#[response(status = 404)]
struct EntryNotFound;

fn find_entry(name: &str) -> Result<Entry, EntryNotFound> {
    let (name, description, price, tax) = match name {
        "rose" => ("Rose", Field::Unset, 50.2, Field::Unset),
        "fern" => (
            "Fern",
            Field::Set(Some("It likes shade")),
            62.0,
            Field::Set(20.2),
        ),
        "moss" => ("Moss", Field::Set(None), 50.2, Field::Set(10.5)),
        _ => return Err(EntryNotFound),
    };
    Ok(Entry {
        name,
        description,
        price,
        tax,
    })
}

#[route(get, "/entries/{name}", response = Entry)]
async fn read_entry(Path(name): Path<String>) -> Result<Entry, EntryNotFound> {
    find_entry(&name)
}

#[route(get, "/entries/{name}/short", response = Entry, pick(name, description), unset = default)]
async fn read_entry_short(Path(name): Path<String>) -> Result<Entry, EntryNotFound> {
    find_entry(&name)
}

#[route(get, "/entries/{name}/public", response = Entry, omit(tax), unset = default)]
async fn read_entry_public(Path(name): Path<String>) -> Result<Entry, EntryNotFound> {
    find_entry(&name)
}

#[derive(ResponseModel)]
struct Bed {
    name: &'static str,
    gardener: Gardener,
    entries: Vec<Entry>,
}

fn find_bed() -> Bed {
    let entries = ["rose", "fern"].map(find_entry);
    Bed {
        name: "south",
        gardener: Gardener {
            username: "ada".to_owned(),
            email: "ada@example.com".to_owned(),
            full_name: Some("Ada".to_owned()),
        },
        entries: entries.into_iter().flatten().collect(),
    }
}

#[route(get, "/beds/south/short", response = Bed, pick(name, entries.name))]
async fn read_bed_short() -> Bed {
    find_bed()
}

#[route(get, "/beds/south/public", response = Bed, omit(gardener.email, entries.tax, entries.description))]
async fn read_bed_public() -> Bed {
    find_bed()
}

pub fn api() -> Api<Log> {
    Api::new("Response Model", "1.0.0").routes(routes![
        echo_plant,
        list_plants,
        filter_gardener,
        portal,
        teleport,
        read_entry,
        read_entry_short,
        read_entry_public,
        read_bed_short,
        read_bed_public
    ])
}
