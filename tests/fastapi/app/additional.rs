//! Additional Responses.

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

pub fn api() -> Api<Log> {
    Api::new("Additional Responses", "1.0.0").routes(routes![read_plant_or_message])
}
