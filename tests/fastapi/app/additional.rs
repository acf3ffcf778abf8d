//! Additional Responses.

use steadfast::kind::{Body, Custom, CustomBody};
use steadfast::prelude::*;

use super::Log;
use super::errors::Named;
use super::models::Message;

#[derive(Debug, ErrorResponse)]
#[response(status = 404, model = Message)]
struct NoPlant(Message);

#[route(get, "/plants/{plant_id}", response = Named)]
async fn read_plant_or_message(Path(plant_id): Path<String>) -> Result<Named, NoPlant> {
    match plant_id.as_str() {
        "rose" => Ok(Named {
            plant: "A red rose",
        }),
        _ => {
            let message = "Plant not found".into();
            Err(NoPlant(Message { message }))
        }
    }
}

struct Picture;

impl CustomBody for Picture {
    type Model = ();
    const MEDIA_TYPE: Option<&'static str> = Some("image/svg+xml");

    fn body(self) -> Result<Body, steadfast::json::Error> {
        Ok(r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>"#.into())
    }
}

type Rose = Negotiated<Named, Custom<Picture>>;

#[route(get, "/rose", response = Rose)]
async fn read_rose(accept: Accept<Rose>) -> Negotiated<Named, Picture> {
    let plant = "A red rose";
    accept.choose((), |()| Named { plant }, |()| Picture)
}

#[derive(Debug, ResponseModel)]
struct MissingFunds {
    balance: u32,
    price: u32,
}

#[derive(Debug, ErrorResponse)]
enum PurchaseError {
    #[response(status = 402, model = MissingFunds)]
    MissingFunds { balance: u32, price: u32 },
    #[response(status = 404, model = Message)]
    NoPlant(Message),
}

#[derive(ResponseModel)]
struct Purchase {
    plant: String,
    balance: u32,
}

const BALANCE: u32 = 40;

#[route(post, "/purchases/{plant}", action, response = Purchase)]
async fn buy(Path(plant): Path<String>) -> Result<Purchase, PurchaseError> {
    let price = match plant.as_str() {
        "rose" => 42,
        "fern" => 32,
        _ => {
            let message = format!("There is no {plant}").into();
            return Err(PurchaseError::NoPlant(Message { message }));
        }
    };
    let missing = PurchaseError::MissingFunds {
        balance: BALANCE,
        price,
    };
    let balance = BALANCE.checked_sub(price).ok_or(missing)?;
    Ok(Purchase { plant, balance })
}

pub fn api() -> Api<Log> {
    Api::new("Additional Responses", "1.0.0").routes(routes![read_plant_or_message, read_rose, buy])
}
