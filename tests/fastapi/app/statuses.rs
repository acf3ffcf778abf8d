//! Response Status Code.

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;

use super::Log;

#[derive(Deserialize, JsonSchema, ResponseModel)]
struct NewPlot {
    name: String,
}

#[route(post, "/plots", status = 201, response = NewPlot)]
async fn create_plot(Query(new): Query<NewPlot>) -> CreatedWithoutLocation<NewPlot> {
    Created::without_location(new)
}

#[route(delete, "/plots/{plot_id}", status = 204)]
async fn delete_plot(Path(_plot_id): Path<i64>) {}

#[derive(ResponseModel)]
struct Plot {
    plot: String,
}

#[route(put, "/plots/{plot_id}", status = [200, 201], response = Plot)]
async fn upsert_plot(Path(plot): Path<String>) -> Upserted<Plot> {
    match plot.as_str() {
        "north" | "south" => Upserted::Updated(Plot { plot }),
        _ => Upserted::Created {
            location: format!("/statuses/plots/{plot}"),
            value: Plot { plot },
        },
    }
}

pub fn api() -> Api<Log> {
    Api::new("Status Code", "1.0.0").routes(routes![create_plot, delete_plot, upsert_plot])
}
