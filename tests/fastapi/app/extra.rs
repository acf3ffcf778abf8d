//! Extra Models.

use std::collections::BTreeMap;

use steadfast::prelude::*;

use super::Log;
use super::models::GardenerIn;

struct StoredGardener {
    username: String,
    email: String,
    full_name: Option<String>,
    #[expect(dead_code, reason = "it is stored, and never sent")]
    hashed_password: String,
}

fn save(new: GardenerIn) -> StoredGardener {
    StoredGardener {
        hashed_password: format!("supersecret{}", new.password),
        username: new.username,
        email: new.email,
        full_name: new.full_name,
    }
}

#[derive(ResponseModel)]
#[response(from = StoredGardener)]
struct SavedGardener {
    username: String,
    email: String,
    full_name: Option<String>,
}

#[route(post, "/gardeners", action, response = SavedGardener)]
async fn create_gardener(Json(gardener): Json<GardenerIn>) -> StoredGardener {
    save(gardener)
}

#[derive(ResponseModel)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Machine {
    Cart {
        description: &'static str,
    },
    Tractor {
        description: &'static str,
        power: u32,
    },
}

const CART: Machine = Machine::Cart {
    description: "It is pushed",
};

#[route(get, "/machines/{machine_id}", response = Machine)]
async fn read_machine(Path(machine_id): Path<String>) -> Result<Machine, Fail<404>> {
    match machine_id.as_str() {
        "m1" => Ok(CART),
        "m2" => Ok(Machine::Tractor {
            description: "It is driven",
            power: 5,
        }),
        _ => Err(Fail::new("Machine not found")),
    }
}

#[route(get, "/machines", response = AtMost<Machine, 100>)]
async fn list_machines() -> Vec<Machine> {
    vec![
        CART,
        Machine::Cart {
            description: "It has one wheel",
        },
    ]
}

#[route(get, "/keyword-weights", response = BTreeMap<&'static str, f64>)]
async fn keyword_weights() -> BTreeMap<&'static str, f64> {
    BTreeMap::from([("green", 2.3), ("tall", 3.4)])
}

pub fn api() -> Api<Log> {
    Api::new("Extra Models", "1.0.0").routes(routes![
        create_gardener,
        read_machine,
        list_machines,
        keyword_weights
    ])
}
