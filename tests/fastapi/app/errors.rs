//! Handling Errors.

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;

use super::Log;
use super::models::Message;

#[derive(ResponseModel)]
pub struct Named {
    pub plant: &'static str,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("Plant not found")]
#[response(status = 404, header("X-Error" = "There is no such plant"))]
struct PlantNotFound;

#[route(get, "/plants/{plant_id}", response = Named)]
async fn read_plant(Path(plant_id): Path<String>) -> Result<Named, PlantNotFound> {
    match plant_id.as_str() {
        "rose" => Ok(Named {
            plant: "A red rose",
        }),
        _ => Err(PlantNotFound),
    }
}

fn ten() -> i64 {
    10
}

#[derive(Deserialize, JsonSchema)]
pub struct Limit {
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 100))]
    limit: i64,
}

#[derive(ResponseModel)]
pub struct Row {
    row: i64,
    limit: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("Nope! I don't like 3.")]
#[response(status = 418)]
pub struct Disliked;

#[route(get, "/rows/{row}", response = Row)]
pub async fn read_row(Path(row): Path<i64>, Query(query): Query<Limit>) -> Result<Row, Disliked> {
    match row {
        3 => Err(Disliked),
        row => Ok(Row {
            row,
            limit: query.limit,
        }),
    }
}

#[derive(Deserialize, JsonSchema)]
pub struct OrderIn {
    #[schemars(length(min = 1))]
    title: String,
    size: i64,
}

#[derive(ResponseModel)]
#[response(from = OrderIn)]
pub struct Order {
    title: String,
    size: i64,
}

#[route(post, "/orders", action, response = Order)]
pub async fn check_order(Json(order): Json<OrderIn>) -> OrderIn {
    order
}

#[derive(Debug, ErrorResponse)]
#[response(status = 418, model = Message)]
struct WeedError(Message);

#[derive(ResponseModel)]
pub struct Bed {
    pub plant: String,
}

#[route(get, "/beds/{name}", response = Bed)]
async fn read_bed(Path(plant): Path<String>) -> Result<Bed, WeedError> {
    if plant == "dandelion" {
        let message = format!("Oops! There is {plant} everywhere.").into();
        return Err(WeedError(Message { message }));
    }
    Ok(Bed { plant })
}

#[derive(ResponseModel)]
struct Left {
    left: u32,
}

#[derive(Debug, ResponseModel)]
struct Stock {
    code: &'static str,
    left: u32,
}

#[derive(Debug, ResponseModel)]
struct OutOfStock {
    detail: Stock,
}

#[derive(Debug, ErrorResponse)]
#[response(status = 409, model = OutOfStock)]
struct SaleError(OutOfStock);

#[route(post, "/sales/{number}", action, response = Left)]
async fn sell(Path(number): Path<u32>) -> Result<Left, SaleError> {
    let (code, left) = ("out_of_stock", 2_u32);
    let sold = left.checked_sub(number).map(|left| Left { left });
    sold.ok_or(SaleError(OutOfStock {
        detail: Stock { code, left },
    }))
}

pub fn api() -> Api<Log> {
    Api::new("Handling Errors", "1.0.0").routes(routes![
        read_plant,
        read_row,
        check_order,
        read_bed,
        sell
    ])
}
